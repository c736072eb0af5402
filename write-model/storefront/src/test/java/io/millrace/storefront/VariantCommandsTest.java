package io.millrace.storefront;

import static io.millrace.storefront.Commands.done;
import static io.millrace.storefront.Commands.refused;
import static io.millrace.storefront.Commands.result;
import static io.millrace.storefront.Shop.buy;
import static io.millrace.storefront.Shop.cancel;
import static io.millrace.storefront.Shop.item;
import static io.millrace.storefront.Shop.line;
import static io.millrace.storefront.Shop.money;
import static io.millrace.storefront.Shop.offer;
import static io.millrace.storefront.Shop.product;
import static io.millrace.storefront.Shop.remove;
import static io.millrace.storefront.Shop.stock;
import static io.millrace.storefront.Shop.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storefront.graphql.types.ProductCreateVariantInput;
import io.millrace.storefront.graphql.types.VariantAddInput;
import io.millrace.storefront.graphql.types.VariantPriceChangeInput;
import io.millrace.storefront.graphql.types.VariantStockAdjustInput;
import io.millrace.write.command.CommandResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class VariantCommandsTest {

  @BeforeEach
  void aLampInTwoSizes() {
    Shop.open();
    done(offer("Lamp", item("A", "1", 5), item("B", "2", 5)));
  }

  @Nested
  class Adding {

    @Refuses("ProductErrorCode.SKU_INVALID")
    void refusesABlankOrLongStockKeepingUnit() {
      assertThat(refused(add(1, " ", "1", "GBP"))).containsExactly("SKU_INVALID at sku");
      assertThat(refused(add(1, "x".repeat(65), "1", "GBP"))).containsExactly("SKU_INVALID at sku");
    }

    @Refuses("ProductErrorCode.SKU_TAKEN")
    void refusesTheStockKeepingUnitOfAnother() throws Exception {
      done(offer("Torch"));
      assertThat(refused(offer("Other", item("C", "1", 0), item("A", "1", 0))))
          .containsExactly("SKU_TAKEN at variants.1.sku");
      assertThat(Race.refusedBehind(add(1, "C", "1", "GBP"), add(2, "C", "1", "GBP")))
          .containsExactly("SKU_TAKEN at sku");
    }

    @Refuses("ProductErrorCode.TOO_MANY_VARIANTS")
    void refusesMoreThanAHundred() {
      done(
          offer(
              "Many",
              IntStream.range(0, 100)
                  .mapToObj(n -> item("M" + n, null, 0))
                  .toArray(ProductCreateVariantInput[]::new)));
      assertThat(refused(add(2, "M100", "1", "GBP"))).containsExactly("TOO_MANY_VARIANTS at ");

      done(remove(3, null));
      done(add(2, "M100", "1", "GBP"));
    }

    @Refuses("ProductErrorCode.PRODUCT_ARCHIVED")
    void refusesAnArchivedProduct() throws Exception {
      assertThat(Race.refusedBehind(Shop.archive(1), add(1, "X", "1", "GBP")))
          .containsExactly("PRODUCT_ARCHIVED at productId");
    }

    @Test
    void refusesAnUnknownProduct() {
      assertThat(refused(add(99, "X", "1", "GBP")))
          .containsExactly("PRODUCT_NOT_FOUND at productId");
    }
  }

  @Nested
  class Pricing {

    @Refuses("ProductErrorCode.PRICE_INVALID")
    void refusesAPriceThatIsNotPositiveOrNotExact() {
      for (var price : List.of("0", "-1", "2.00001", "1000000000000000")) {
        assertThat(refused(reprice(1, price, "GBP")))
            .as(price)
            .containsExactly("PRICE_INVALID at price.amount");
      }
    }

    @Refuses("ProductErrorCode.CURRENCY_INVALID")
    void refusesACurrencyThatIsNone() {
      assertThat(refused(reprice(1, "2", "GPB")))
          .containsExactly(
              "CURRENCY_INVALID at price.currencyCode", "CURRENCY_DIFFERS at price.currencyCode");
    }

    @Refuses("ProductErrorCode.CURRENCY_DIFFERS")
    void keepsThePricesOfAProductInOneCurrency() throws Exception {
      assertThat(refused(add(1, "C", "1", "EUR")))
          .containsExactly("CURRENCY_DIFFERS at price.currencyCode");
      assertThat(refused(reprice(1, "2", "EUR")))
          .containsExactly("CURRENCY_DIFFERS at price.currencyCode");
      done(offer("Torch", item("T1", null, 0), item("T2", null, 0)));
      assertThat(Race.refusedBehind(reprice(3, "1", "GBP"), reprice(4, "1", "EUR")))
          .containsExactly("CURRENCY_DIFFERS at price.currencyCode");
    }

    @Refuses("ProductErrorCode.VARIANT_NOT_FOUND")
    void refusesAVariantThatIsNotThereOrRemoved() throws Exception {
      var notFound = "VARIANT_NOT_FOUND at variantId";
      assertThat(refused(reprice(99, "1", "GBP"))).containsExactly(notFound);
      assertThat(refused(adjust(99, 1))).containsExactly(notFound);
      assertThat(refused(remove(99, null))).containsExactly(notFound);

      assertThat(Race.refusedBehind(remove(1, null), reprice(1, "1", "GBP")))
          .containsExactly(notFound);
      assertThat(refused(adjust(1, 1))).containsExactly(notFound);
      assertThat(refused(remove(1, null))).containsExactly(notFound);
    }

    @Test
    void refusesAVariantThatIsRemovedWhileItWaitsForTheProduct() throws Exception {
      var held = add(1, "C", "1", "GBP").then(remove(2, null));

      assertThat(Race.refusedBehind(held, reprice(2, "1", "GBP")))
          .containsExactly("VARIANT_NOT_FOUND at variantId");
    }

    @Test
    void refusesAChangeOrRemovalThatIsMeantForAnotherVersion() {
      done(reprice(1, "2", "GBP"));

      assertThat(refused(remove(1, 0))).containsExactly("CONFLICT at expectedVersion");
      assertThat(
              refused(
                  Commands.VARIANTS.variantPriceChange(
                      VariantPriceChangeInput.newBuilder()
                          .variantId(variant(1))
                          .price(money("3", "GBP"))
                          .expectedVersion(0)
                          .build())))
          .containsExactly("CONFLICT at expectedVersion");
    }

    @Test
    void changesAPriceWithoutUndoingAMoveOfTheStock() {
      done(adjust(1, -2));
      done(reprice(1, "1.2345", "GBP"));
      done(adjust(1, 4));

      assertThat(Shop.row("select price, stock, version from variant where id = 1"))
          .containsEntry("price", new BigDecimal("1.2345"))
          .containsEntry("stock", 7)
          .containsEntry("version", 1L);
    }

    @Refuses("ProductErrorCode.STOCK_OUT_OF_RANGE")
    void refusesAMoveOfTheStockOutOfItsBounds() throws Exception {
      assertThat(refused(adjust(1, -6))).containsExactly("STOCK_OUT_OF_RANGE at delta");
      assertThat(refused(adjust(1, 1_000_000_000))).containsExactly("STOCK_OUT_OF_RANGE at delta");
      assertThat(Race.refusedBehind(adjust(1, -3), adjust(1, -3)))
          .containsExactly("STOCK_OUT_OF_RANGE at delta");
    }
  }

  @Nested
  class Removing {

    @Test
    void tellsWhatIsGoneAndTakesTheLastOneToo() {
      assertThat(result(remove(1, 0)))
          .isEqualTo(new CommandResult.Done(List.of(product(1)), List.of(variant(1))));
      done(remove(2, null));

      assertThat(Shop.texts("select sku from variant where removed_at is null")).isEmpty();
      assertThat(Shop.texts("select status from product")).containsExactly("ACTIVE");
    }

    @Test
    void leavesOrdersAsTheyWere() {
      done(buy(line(1, 2)));
      done(remove(1, null));

      assertThat(Shop.texts("select product_name || ' ' || sku || ' ' || quantity from order_line"))
          .containsExactly("Lamp A 2");
      done(cancel(1, null));
      assertThat(stock(1)).as("a cancelled order returns what it took").isEqualTo(5);
      assertThat(refused(buy(line(1, 1))))
          .containsExactly("VARIANT_NOT_FOUND at lines.0.variantId");
    }

    @Test
    void letsNoOrderInThatComesMeanwhile() throws Exception {
      assertThat(Race.refusedBehind(remove(1, null), buy(line(2, 1), line(1, 1))))
          .containsExactly("VARIANT_NOT_FOUND at lines.1.variantId");
      assertThat(stock(2)).isEqualTo(5);
    }

    @Test
    void freesTheStockKeepingUnitAndTheCurrency() {
      for (int time = 0; time < 2; time++) {
        for (var id : Shop.texts("select id::text from variant where removed_at is null")) {
          done(remove(Long.parseLong(id), null));
        }
        done(add(1, "A", "1", time == 0 ? "EUR" : "USD"));
      }

      assertThat(Shop.texts("select sku || ' ' || currency from variant where removed_at is null"))
          .containsExactly("A USD");
    }
  }

  private static Mono<CommandResult> add(long product, String sku, String price, String currency) {
    return Commands.VARIANTS.variantAdd(
        VariantAddInput.newBuilder()
            .productId(product(product))
            .sku(sku)
            .price(money(price, currency))
            .build());
  }

  private static Mono<CommandResult> reprice(long variant, String price, String currency) {
    return Commands.VARIANTS.variantPriceChange(
        VariantPriceChangeInput.newBuilder()
            .variantId(variant(variant))
            .price(money(price, currency))
            .build());
  }

  private static Mono<CommandResult> adjust(long variant, int delta) {
    return Commands.VARIANTS.variantStockAdjust(
        VariantStockAdjustInput.newBuilder().variantId(variant(variant)).delta(delta).build());
  }
}
