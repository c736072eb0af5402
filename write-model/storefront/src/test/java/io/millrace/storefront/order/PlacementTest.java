package io.millrace.storefront.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.storefront.graphql.types.OrderStatus;
import io.millrace.write.command.CommandRefusedException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final Recipient GUEST = Recipient.guest("France");

  private static final Map<Long, OfferedVariant> OFFERS =
      Map.of(
          1L, offer(1, "2.50", "GBP", 5, true),
          2L, offer(2, "0.001", "GBP", 5, true),
          3L, offer(3, null, "GBP", 5, true),
          4L, offer(4, "1", "GBP", 5, false),
          5L, offer(5, "1", "EUR", 5, true));

  @Test
  void takesTheSumOfAllLinesOfAVariantInTheOrderOfIds() {
    var placement = Placement.decide(GUEST, List.of(ask(2, 1), ask(1, 2), ask(2, 4)), OFFERS);

    assertThat(placement.quantities()).containsExactly(Map.entry(1L, 2), Map.entry(2L, 5));
    assertThat(placement.lines()).extracting(OrderLine::position).containsExactly(1, 2, 3);
    assertThat(placement.lines()).extracting(OrderLine::variantId).containsExactly(2L, 1L, 2L);
    assertThat(placement.order().status()).isEqualTo(OrderStatus.PLACED);
    assertThat(placement.order().currency()).isEqualTo("GBP");
  }

  @Test
  void namesEveryLineThatCannotBeHad() {
    assertThat(refused(ask(1, 6), ask(9, 1), ask(3, 1), ask(4, 1), ask(5, 1), ask(2, 3), ask(2, 3)))
        .containsExactly(
            "OUT_OF_STOCK lines.0.quantity",
            "VARIANT_NOT_FOUND lines.1.variantId",
            "VARIANT_NOT_FOR_SALE lines.2.variantId",
            "VARIANT_NOT_FOR_SALE lines.3.variantId",
            "CURRENCY_DIFFERS lines.4.variantId",
            "OUT_OF_STOCK lines.6.quantity");
  }

  @Test
  void refusesSenselessQuantitiesAndTooManyLinesBeforeItLooksAtTheOffer() {
    assertThat(refused(ask(1, 0), ask(1, Placement.MAX_QUANTITY + 1), ask(9, 1)))
        .containsExactly("QUANTITY_INVALID lines.0.quantity", "QUANTITY_INVALID lines.1.quantity");
    assertThat(refused()).containsExactly("LINES_EMPTY lines");
    assertThat(
            refused(
                Collections.nCopies(Placement.MAX_LINES + 1, ask(1, 1))
                    .toArray(Placement.Request[]::new)))
        .containsExactly("TOO_MANY_LINES lines");
  }

  private static List<String> refused(Placement.Request... requests) {
    var refused =
        catchThrowableOfType(
            CommandRefusedException.class,
            () -> Placement.decide(GUEST, List.of(requests), OFFERS));
    return refused.violations().stream()
        .map(violation -> violation.code() + " " + String.join(".", violation.field()))
        .toList();
  }

  private static Placement.Request ask(long variant, int quantity) {
    return new Placement.Request(variant, quantity);
  }

  private static OfferedVariant offer(
      long id, @Nullable String price, String currency, int stock, boolean active) {
    return new OfferedVariant(
        id,
        10 * id,
        "Lamp",
        "Small",
        "SKU-" + id,
        price == null ? null : new BigDecimal(price),
        currency,
        stock,
        active);
  }
}
