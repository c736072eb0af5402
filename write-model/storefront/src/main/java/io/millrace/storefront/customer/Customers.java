package io.millrace.storefront.customer;

import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads customers. */
public final class Customers {

  private final R2dbcEntityTemplate template;

  Customers(R2dbcEntityTemplate template) {
    this.template = template;
  }

  /** The customer with this key; empty where there is none. */
  public Mono<Customer> find(long id) {
    return template.selectOne(Query.query(Criteria.where("id").is(id)), Customer.class);
  }
}
