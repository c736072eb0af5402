package io.millrace.storefront.review;

import io.millrace.storefront.graphql.types.ReviewErrorCode;
import io.millrace.storefront.rule.ConstraintRules;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.write.command.RuleViolation;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads, stores and deletes reviews. */
final class Reviews {

  private static final Map<String, RuleViolation> RULES =
      Map.of(
          "review_once_per_customer",
          FieldPath.of("productId")
              .violates(
                  ReviewErrorCode.ALREADY_REVIEWED,
                  "The customer has reviewed this product already"),
          "review_customer_id_fkey",
          FieldPath.of("customerId")
              .violates(ReviewErrorCode.CUSTOMER_NOT_FOUND, "There is no such customer"));

  private final R2dbcEntityTemplate template;

  Reviews(R2dbcEntityTemplate template) {
    this.template = template;
  }

  Mono<Review> find(long id) {
    return template.selectOne(Query.query(Criteria.where("id").is(id)), Review.class);
  }

  /** The review, held until the transaction ends. */
  Mono<Review> hold(long id) {
    return template
        .getDatabaseClient()
        .sql("select id from review where id = :id for update")
        .bind("id", id)
        .fetch()
        .one()
        .flatMap(held -> find(id));
  }

  Mono<Review> insert(Review review) {
    return template
        .insert(review)
        .onErrorMap(DataIntegrityViolationException.class, ConstraintRules.refusing(RULES));
  }

  /**
   * Saves a change of what was loaded; signals {@link
   * org.springframework.dao.OptimisticLockingFailureException} where somebody else was faster.
   */
  Mono<Review> update(Review review) {
    return template.update(review);
  }

  Mono<Review> delete(Review review) {
    return template.delete(review);
  }
}
