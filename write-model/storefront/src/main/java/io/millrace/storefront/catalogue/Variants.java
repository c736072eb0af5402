package io.millrace.storefront.catalogue;

import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.rule.ConstraintRules;
import io.millrace.storefront.rule.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads and stores the variants that are in the offer; removed ones are none any more. */
final class Variants {

  private final R2dbcEntityTemplate template;

  Variants(R2dbcEntityTemplate template) {
    this.template = template;
  }

  Mono<Variant> find(long id) {
    return template.selectOne(offered("id", id), Variant.class);
  }

  /** The variant, held until the transaction ends: orders of it and moves of its stock wait. */
  Mono<Variant> hold(long id) {
    return template
        .getDatabaseClient()
        .sql("select id from variant where id = :id and removed_at is null for no key update")
        .bind("id", id)
        .fetch()
        .one()
        .flatMap(held -> find(id));
  }

  Mono<List<Variant>> ofProduct(long productId) {
    return template.select(offered("product_id", productId), Variant.class).collectList();
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

  /** Takes a variant that this transaction holds out of the offer. */
  Mono<Void> remove(Variant variant) {
    return template
        .getDatabaseClient()
        .sql(
            """
            update variant set removed_at = clock_timestamp(), version = version + 1
            where id = :id
            """)
        .bind("id", Objects.requireNonNull(variant.id(), "a variant that is held was saved"))
        .then();
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
            where id = :id and removed_at is null and stock::bigint + :delta between 0 and :most
            returning product_id
            """)
        .bind("delta", delta)
        .bind("id", id)
        .bind("most", (long) Variant.MAX_STOCK)
        .mapValue(Long.class)
        .one();
  }

  private static Query offered(String column, long value) {
    return Query.query(Criteria.where(column).is(value).and("removed_at").isNull());
  }
}
