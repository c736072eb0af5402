package io.millrace.storefront.catalogue;

import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.rule.ConstraintRules;
import io.millrace.storefront.rule.FieldPath;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads and stores variants. */
final class Variants {

  private final R2dbcEntityTemplate template;

  Variants(R2dbcEntityTemplate template) {
    this.template = template;
  }

  Mono<Variant> find(long id) {
    return template.selectOne(Query.query(Criteria.where("id").is(id)), Variant.class);
  }

  Mono<List<Variant>> ofProduct(long productId) {
    return template
        .select(Query.query(Criteria.where("product_id").is(productId)), Variant.class)
        .collectList();
  }

  /**
   * Saves a new variant.
   *
   * @param at its path in the command's input
   */
  Mono<Variant> insert(Variant variant, FieldPath at) {
    return template
        .insert(variant)
        .onErrorMap(
            DataIntegrityViolationException.class,
            ConstraintRules.refusing(
                Map.of(
                    "variant_sku_key",
                    at.child("sku")
                        .violates(
                            ProductErrorCode.SKU_TAKEN,
                            "Another variant has this stock keeping unit"))));
  }

  Mono<Variant> update(Variant variant) {
    return template.update(variant);
  }

  /**
   * Moves the stock by {@code delta} in one statement, so that concurrent moves add up and none
   * takes it out of bounds.
   *
   * @return the variant's product; empty where the variant does not exist or the stock would leave
   *     its bounds
   */
  Mono<Long> adjustStock(long id, int delta) {
    return template
        .getDatabaseClient()
        .sql(
            """
            update variant set stock = stock + :delta
            where id = :id and stock::bigint + :delta between 0 and :most
            returning product_id
            """)
        .bind("delta", delta)
        .bind("id", id)
        .bind("most", (long) Variant.MAX_STOCK)
        .mapValue(Long.class)
        .one();
  }
}
