package io.millrace.storefront.order;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The stock that orders take from and return to.
 *
 * <p>Whoever moves the stock of several variants locks them in the order of their ids, so that two
 * orders over the same variants wait for one another and never in a circle. The lock is the one
 * that an update takes anyway: references to the variant and readers pass.
 */
final class Stock {

  private final DatabaseClient database;

  Stock(DatabaseClient database) {
    this.database = database;
  }

  /**
   * Locks these variants until the transaction ends and tells what is offered; unknown ids are
   * absent, and those of removed variants.
   */
  Mono<Map<Long, OfferedVariant>> hold(Collection<Long> variantIds) {
    return database
        .sql(
            """
            select v.id, v.product_id, p.name as product_name, v.name, v.sku, v.price, v.currency,
              v.stock, p.status = 'ACTIVE' as active
            from variant v
            join product p on p.id = v.product_id
            where v.id = any(:ids) and v.removed_at is null
            order by v.id
            for no key update of v
            """)
        .bind("ids", variantIds.stream().distinct().toArray(Long[]::new))
        .map(Stock::offered)
        .all()
        .collectMap(OfferedVariant::id);
  }

  /**
   * Takes these quantities from variants that this transaction holds.
   *
   * @throws IllegalStateException (signalled) when a stock does not suffice: the caller holds the
   *     variants and has looked
   */
  Mono<Void> take(SortedMap<Long, Integer> quantities) {
    return database
        .sql(
            """
            update variant v set stock = v.stock - taken.quantity
            from unnest(:ids::bigint[], :quantities::integer[]) as taken (id, quantity)
            where v.id = taken.id and v.stock >= taken.quantity
            """)
        .bind("ids", quantities.keySet().toArray(Long[]::new))
        .bind("quantities", quantities.values().toArray(Integer[]::new))
        .fetch()
        .rowsUpdated()
        .doOnNext(
            rows -> {
              if (rows != quantities.size()) {
                throw new IllegalStateException(
                    "Took stock of %d variants, not %d".formatted(rows, quantities.size()));
              }
            })
        .then();
  }

  /** Returns all that an order took; of a removed variant too, which nobody sees. */
  Mono<Void> giveBack(long orderId) {
    return database
        .sql(
            """
            with returned as (
              select variant_id, sum(quantity)::integer as quantity
              from order_line
              where order_id = :order
              group by variant_id
            ), held as (
              select v.id, returned.quantity
              from variant v
              join returned on returned.variant_id = v.id
              order by v.id
              for no key update of v
            )
            update variant v set stock = v.stock + held.quantity
            from held
            where v.id = held.id
            """)
        .bind("order", orderId)
        .fetch()
        .rowsUpdated()
        .then();
  }

  private static OfferedVariant offered(Readable row) {
    return new OfferedVariant(
        required(row, "id", Long.class),
        required(row, "product_id", Long.class),
        required(row, "product_name", String.class),
        required(row, "name", String.class),
        required(row, "sku", String.class),
        row.get("price", BigDecimal.class),
        required(row, "currency", String.class),
        required(row, "stock", Integer.class),
        required(row, "active", Boolean.class));
  }

  private static <T> T required(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }
}
