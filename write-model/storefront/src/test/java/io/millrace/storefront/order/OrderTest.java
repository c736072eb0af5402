package io.millrace.storefront.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.storefront.customer.Customer;
import io.millrace.storefront.graphql.types.OrderKind;
import io.millrace.storefront.graphql.types.OrderStatus;
import io.millrace.write.command.CommandRefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {

  private static final Customer ANNA = new Customer(1L, "17850", "Anna Becker", null, "France", 0L);

  @ParameterizedTest
  @EnumSource(names = {"PLACED", "PAID"})
  void isCancelledUntilItIsShipped(OrderStatus open) {
    assertThat(order(OrderKind.SALE, open).cancel(3).status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHIPPED", "CANCELLED"})
  void isNotCancelledLater(OrderStatus closed) {
    assertThat(refusal(order(OrderKind.SALE, closed), null)).isEqualTo("NOT_CANCELLABLE");
  }

  @Test
  void aReturnIsNeverCancelled() {
    assertThat(refusal(order(OrderKind.RETURN, OrderStatus.PLACED), null))
        .isEqualTo("NOT_CANCELLABLE");
  }

  @Test
  void refusesACancellationThatIsMeantForAnotherVersion() {
    assertThat(refusal(order(OrderKind.SALE, OrderStatus.PLACED), 2)).isEqualTo("CONFLICT");
  }

  @Test
  void goesToTheCustomersCountryUnlessAnotherIsNamed() {
    assertThat(Recipient.customer(ANNA, null).country()).isEqualTo("France");
    assertThat(Recipient.customer(ANNA, " Spain ").country()).isEqualTo("Spain");
  }

  private static String refusal(Order order, @Nullable Integer expectedVersion) {
    return catchThrowableOfType(CommandRefusedException.class, () -> order.cancel(expectedVersion))
        .violations()
        .getFirst()
        .code();
  }

  private static Order order(OrderKind kind, OrderStatus status) {
    return new Order(1L, kind, status, null, "France", "GBP", 3L);
  }
}
