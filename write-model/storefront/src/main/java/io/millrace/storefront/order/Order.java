package io.millrace.storefront.order;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.OrderErrorCode;
import io.millrace.storefront.graphql.types.OrderKind;
import io.millrace.storefront.graphql.types.OrderStatus;
import io.millrace.storefront.rule.ExpectedVersion;
import io.millrace.storefront.rule.FieldPath;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
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

  /** The order, paid; that concerns the version {@code expected} where it is given. */
  Order pay(@Nullable Integer expected) {
    return move(Set.of(OrderStatus.PLACED), OrderStatus.PAID, OrderErrorCode.NOT_PAYABLE, expected);
  }

  /** The order, shipped; that concerns the version {@code expected} where it is given. */
  Order ship(@Nullable Integer expected) {
    return move(
        Set.of(OrderStatus.PAID), OrderStatus.SHIPPED, OrderErrorCode.NOT_SHIPPABLE, expected);
  }

  /** The order, cancelled; that concerns the version {@code expected} where it is given. */
  Order cancel(@Nullable Integer expected) {
    return move(
        Set.of(OrderStatus.PLACED, OrderStatus.PAID),
        OrderStatus.CANCELLED,
        OrderErrorCode.NOT_CANCELLABLE,
        expected);
  }

  private Order move(
      Set<OrderStatus> from, OrderStatus to, OrderErrorCode otherwise, @Nullable Integer expected) {
    ExpectedVersion.check(expected, version, OrderErrorCode.CONFLICT, "order");
    if (kind != OrderKind.SALE) {
      throw FieldPath.of("id").refuses(otherwise, "It is a return, not a sale");
    }
    if (!from.contains(status)) {
      throw FieldPath.of("id")
          .refuses(
              otherwise,
              status == OrderStatus.PLACED
                  ? "The order is not paid yet"
                  : "The order is %s already".formatted(status.name().toLowerCase(Locale.ROOT)));
    }
    return new Order(id, kind, to, customerId, country, currency, version);
  }

  DocumentKey key() {
    return DocumentKey.of("Order", savedId());
  }

  long savedId() {
    return Objects.requireNonNull(id, "the order is not saved yet");
  }
}
