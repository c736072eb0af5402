package io.millrace.storefront.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Loads and stores orders with their lines. */
final class Orders {

  private final R2dbcEntityTemplate template;

  Orders(R2dbcEntityTemplate template) {
    this.template = template;
  }

  Mono<Order> find(long id) {
    return template.selectOne(Query.query(Criteria.where("id").is(id)), Order.class);
  }

  Mono<Order> insert(Order order, List<OrderLine> lines) {
    return template
        .insert(order)
        .flatMap(saved -> insertLines(saved.savedId(), lines).thenReturn(saved));
  }

  /**
   * Saves a change of what was loaded; signals {@link
   * org.springframework.dao.OptimisticLockingFailureException} where somebody else was faster.
   */
  Mono<Order> update(Order order) {
    return template.update(order);
  }

  private Mono<Long> insertLines(long orderId, List<OrderLine> lines) {
    return template
        .getDatabaseClient()
        .sql(
            """
            insert into order_line (order_id, position, variant_id, product_id, product_name,
              variant_name, sku, unit_price, quantity)
            select :order, line.*
            from unnest(:positions::integer[], :variants::bigint[], :products::bigint[],
              :productNames::text[], :variantNames::text[], :skus::text[], :prices::numeric[],
              :quantities::integer[]) as line
            """)
        .bind("order", orderId)
        .bind("positions", column(lines, OrderLine::position, Integer[]::new))
        .bind("variants", column(lines, OrderLine::variantId, Long[]::new))
        .bind("products", column(lines, OrderLine::productId, Long[]::new))
        .bind("productNames", column(lines, OrderLine::productName, String[]::new))
        .bind("variantNames", column(lines, OrderLine::variantName, String[]::new))
        .bind("skus", column(lines, OrderLine::sku, String[]::new))
        .bind("prices", column(lines, OrderLine::unitPrice, BigDecimal[]::new))
        .bind("quantities", column(lines, OrderLine::quantity, Integer[]::new))
        .fetch()
        .rowsUpdated();
  }

  private static <T> T[] column(
      List<OrderLine> lines, Function<OrderLine, T> value, IntFunction<T[]> array) {
    return lines.stream().map(value).toArray(array);
  }
}
