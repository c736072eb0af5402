package io.millrace.storefront.order;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.OrderErrorCode;
import io.millrace.storefront.graphql.types.OrderKind;
import io.millrace.storefront.graphql.types.OrderStatus;
import io.millrace.storefront.rule.FieldPath;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * An order and the way that it may go: placed, paid, shipped, or cancelled before it is shipped.
 * Its number and moment are the database's to give.
 *
 * @param id null until it is saved
 * @param customerId null for a guest
 * @param version counts the changes; null until it is saved
 */
@Table("orders")
record Order(
    @Id @Nullable Long id,
    OrderKind kind,
    OrderStatus status,
    @Nullable Long customerId,
    String country,
    String currency,
    @Version @Nullable Long version) {

  static Order place(Recipient recipient, String currency) {
    return new Order(
        null,
        OrderKind.SALE,
        OrderStatus.PLACED,
        recipient.customerId(),
        recipient.country(),
        currency,
        null);
  }

  /** The order, cancelled; that concerns the version {@code expected} where it is given. */
  Order cancel(@Nullable Integer expected) {
    if (expected != null && version != null && version.longValue() != expected) {
      throw FieldPath.of("expectedVersion")
          .refuses(
              OrderErrorCode.CONFLICT,
              "The order has changed: it has version %d now".formatted(version));
    }
    boolean open =
        switch (status) {
          case PLACED, PAID -> true;
          case SHIPPED, CANCELLED -> false;
        };
    if (!open || kind != OrderKind.SALE) {
      throw FieldPath.of("id")
          .refuses(
              OrderErrorCode.NOT_CANCELLABLE,
              kind == OrderKind.SALE
                  ? "The order is %s already".formatted(status.name().toLowerCase(Locale.ROOT))
                  : "A return can't be cancelled");
    }
    return new Order(id, kind, OrderStatus.CANCELLED, customerId, country, currency, version);
  }

  DocumentKey key() {
    return DocumentKey.of("Order", savedId());
  }

  long savedId() {
    return Objects.requireNonNull(id, "the order is not saved yet");
  }
}
