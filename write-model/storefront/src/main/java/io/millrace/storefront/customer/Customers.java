package io.millrace.storefront.customer;

import io.millrace.storefront.graphql.types.CustomerErrorCode;
import io.millrace.storefront.rule.ConstraintRules;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.write.command.RuleViolation;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads and stores customers. */
public final class Customers {

  private static final Map<String, RuleViolation> RULES =
      Map.of(
          "customer_email_key",
          FieldPath.of("email")
              .violates(CustomerErrorCode.EMAIL_TAKEN, "Another customer has this address"),
          "customer_number_key",
          FieldPath.of("number")
              .violates(CustomerErrorCode.NUMBER_TAKEN, "Another customer has this number"));

  private final R2dbcEntityTemplate template;

  Customers(R2dbcEntityTemplate template) {
    this.template = template;
  }

  /** The customer with this key; empty where there is none. */
  public Mono<Customer> find(long id) {
    return template.selectOne(Query.query(Criteria.where("id").is(id)), Customer.class);
  }

  Mono<Customer> insert(Customer customer) {
    return template
        .insert(customer)
        .onErrorMap(DataIntegrityViolationException.class, ConstraintRules.refusing(RULES));
  }

  /**
   * Saves a change of what was loaded; signals {@link
   * org.springframework.dao.OptimisticLockingFailureException} where somebody else was faster.
   */
  Mono<Customer> update(Customer customer) {
    return template
        .update(customer)
        .onErrorMap(DataIntegrityViolationException.class, ConstraintRules.refusing(RULES));
  }
}
