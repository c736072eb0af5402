package io.millrace.storefront.catalogue;

import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.graphql.types.ProductStatus;
import io.millrace.storefront.rule.ConstraintRules;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.write.command.RuleViolation;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads and stores products. */
public final class Products {

  private static final Map<String, RuleViolation> RULES =
      Map.of(
          "product_slug_key",
          FieldPath.of("slug")
              .violates(ProductErrorCode.SLUG_TAKEN, "Another product has this slug"),
          "product_category_id_fkey",
          FieldPath.of("categoryId")
              .violates(ProductErrorCode.CATEGORY_NOT_FOUND, "There is no such category"));

  private final R2dbcEntityTemplate template;

  Products(R2dbcEntityTemplate template) {
    this.template = template;
  }

  /** The product's status; empty where there is no such product. */
  public Mono<ProductStatus> status(long id) {
    return find(id).map(Product::status);
  }

  Mono<Product> find(long id) {
    return template.selectOne(Query.query(Criteria.where("id").is(id)), Product.class);
  }

  /**
   * The product, held until the transaction ends. Rules over all variants of a product (one
   * currency, a bounded number) would race without it; readers, orders and stock are not held up.
   */
  Mono<Product> hold(long id) {
    return template
        .getDatabaseClient()
        .sql("select id from product where id = :id for no key update")
        .bind("id", id)
        .fetch()
        .one()
        .flatMap(held -> find(id));
  }

  Mono<Product> insert(Product product) {
    return template
        .insert(product)
        .onErrorMap(DataIntegrityViolationException.class, ConstraintRules.refusing(RULES));
  }

  /**
   * Saves a change of what was loaded; signals {@link
   * org.springframework.dao.OptimisticLockingFailureException} where somebody else was faster.
   */
  Mono<Product> update(Product product) {
    return template
        .update(product)
        .onErrorMap(DataIntegrityViolationException.class, ConstraintRules.refusing(RULES));
  }
}
