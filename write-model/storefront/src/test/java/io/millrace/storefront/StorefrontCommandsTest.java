package io.millrace.storefront;

import static io.millrace.storefront.Commands.done;
import static io.millrace.storefront.Commands.refused;
import static io.millrace.storefront.Commands.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.MoneyInput;
import io.millrace.storefront.graphql.types.OrderCancelInput;
import io.millrace.storefront.graphql.types.OrderPlaceInput;
import io.millrace.storefront.graphql.types.OrderPlaceLineInput;
import io.millrace.storefront.graphql.types.ProductArchiveInput;
import io.millrace.storefront.graphql.types.ProductCreateInput;
import io.millrace.storefront.graphql.types.ProductCreateVariantInput;
import io.millrace.storefront.graphql.types.ProductUpdateInput;
import io.millrace.storefront.graphql.types.ReviewWriteInput;
import io.millrace.storefront.graphql.types.VariantAddInput;
import io.millrace.storefront.graphql.types.VariantPriceChangeInput;
import io.millrace.storefront.graphql.types.VariantStockAdjustInput;
import io.millrace.write.command.CommandResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class StorefrontCommandsTest {

  private final JdbcClient jdbc = StorefrontDatabase.jdbc();

  @BeforeEach
  void anEmptyShop() {
    StorefrontDatabase.clear();
    jdbc.sql("insert into category (slug, name) values ('lamps', 'Lamps')").update();
    jdbc.sql(
            "insert into customer (number, name, country) values ('17850', 'Anna Becker', 'France')")
        .update();
  }

  @Nested
  class Catalogue {

    @Test
    void createsAProductWithItsVariantsAndASlugMadeFromItsName() {
      var key = done(create("Café Lamp", variant("CL-1", "12.50", 3), variant("CL-2", "14", 1)));

      assertThat(key).isEqualTo(DocumentKey.of("Product", 1));
      assertThat(jdbc.sql("select slug from product").query(String.class).list())
          .containsExactly("cafe-lamp");
      assertThat(jdbc.sql("select sku from variant order by id").query(String.class).list())
          .containsExactly("CL-1", "CL-2");
    }

    @Test
    void namesTheFieldOfEveryRuleThatANewProductViolates() {
      done(create("Lamp", variant("A", "1", 0)));

      assertThat(refused(create(" ")))
          .containsExactlyInAnyOrder("NAME_INVALID at name", "SLUG_INVALID at slug");
      assertThat(refused(create("Lamp"))).containsExactly("SLUG_TAKEN at slug");
      assertThat(refused(create("Other", variant("B", "1", 0), variant("A", "1", 0))))
          .containsExactly("SKU_TAKEN at variants.1.sku");
      assertThat(refused(create("Third", variant("C", "0", -1))))
          .containsExactly(
              "STOCK_OUT_OF_RANGE at variants.0.stock", "PRICE_INVALID at variants.0.price.amount");
      assertThat(jdbc.sql("select count(*) from product").query(Long.class).single()).isOne();
    }

    @Test
    void reportsUnknownIdsAtTheirFields() {
      var lostCategory = new ProductCreateInput();
      lostCategory.setName("Lamp");
      lostCategory.setCategoryId(DocumentKey.of("Category", 99));
      assertThat(refused(Commands.PRODUCTS.productCreate(lostCategory)))
          .containsExactly("CATEGORY_NOT_FOUND at categoryId");

      assertThat(refused(rename(99, "Lamp", null))).containsExactly("PRODUCT_NOT_FOUND at id");
      var unreadable = new ProductUpdateInput();
      unreadable.setId(new DocumentKey("Product", "lamp"));
      assertThat(refused(Commands.PRODUCTS.productUpdate(unreadable)))
          .containsExactly("PRODUCT_NOT_FOUND at id");
      assertThat(refused(adjust(99, 1))).containsExactly("VARIANT_NOT_FOUND at variantId");
      assertThat(refused(reprice(99, "1", "GBP")))
          .containsExactly("VARIANT_NOT_FOUND at variantId");
      assertThat(refused(addVariant(99, "X", "1", "GBP")))
          .containsExactly("PRODUCT_NOT_FOUND at productId");
    }

    @Test
    void updatesOnlyWhatIsGivenAndCountsTheVersion() {
      done(create("Lamp"));
      done(rename(1, "Big Lamp", 0));

      assertThat(jdbc.sql("select slug, name, version from product").query().singleRow())
          .containsEntry("slug", "lamp")
          .containsEntry("name", "Big Lamp")
          .containsEntry("version", 1L);
    }

    @Test
    void refusesAnUpdateThatIsMeantForAnotherVersion() {
      done(create("Lamp"));
      done(rename(1, "Big Lamp", 0));

      assertThat(refused(rename(1, "Small Lamp", 0)))
          .containsExactly("CONFLICT at expectedVersion");
    }

    @Test
    void decidesAnewWhenItLosesTheRaceForAProduct() throws Exception {
      done(create("Lamp"));
      try (var winner = StorefrontDatabase.dataSource().getConnection()) {
        winner.setAutoCommit(false);
        winner
            .createStatement()
            .execute("update product set description = 'Bright', version = version + 1");
        var loser = running(rename(1, "Big Lamp", null)).toFuture();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(StorefrontCommandsTest.this::somebodyWaitsForALock);
        winner.commit();

        assertThat(loser.get()).isInstanceOf(CommandResult.Done.class);
      }
      assertThat(jdbc.sql("select name, description, version from product").query().singleRow())
          .containsEntry("name", "Big Lamp")
          .containsEntry("description", "Bright")
          .containsEntry("version", 2L);
    }

    @Test
    void archivingTwiceChangesNothingMoreAndStopsNewVariants() {
      done(create("Lamp"));
      done(archive(1));
      done(archive(1));

      assertThat(jdbc.sql("select status, version from product").query().singleRow())
          .containsEntry("status", "ARCHIVED")
          .containsEntry("version", 1L);
      assertThat(refused(addVariant(1, "X", "1", "GBP")))
          .containsExactly("PRODUCT_ARCHIVED at productId");
    }

    @Test
    void keepsThePricesOfAProductInOneCurrency() {
      done(create("Lamp", variant("A", "1", 0)));
      done(addVariant(1, "B", "0.001", "GBP"));

      assertThat(refused(addVariant(1, "C", "1", "EUR")))
          .containsExactly("CURRENCY_DIFFERS at price.currencyCode");
      assertThat(refused(reprice(1, "2", "EUR")))
          .containsExactly("CURRENCY_DIFFERS at price.currencyCode");
      assertThat(refused(reprice(1, "2.00001", "GPB")))
          .containsExactly(
              "PRICE_INVALID at price.amount",
              "CURRENCY_INVALID at price.currencyCode",
              "CURRENCY_DIFFERS at price.currencyCode");
    }

    @Test
    void changesAPriceWithoutUndoingAMoveOfTheStock() {
      done(create("Lamp", variant("A", "1", 5)));
      done(adjust(1, -2));
      done(reprice(1, "1.2345", "GBP"));
      done(adjust(1, 4));

      assertThat(jdbc.sql("select price, stock, version from variant").query().singleRow())
          .containsEntry("price", new BigDecimal("1.2345"))
          .containsEntry("stock", 7)
          .containsEntry("version", 1L);
      assertThat(refused(adjust(1, -8))).containsExactly("STOCK_OUT_OF_RANGE at delta");
    }
  }

  @Nested
  class Orders {

    @Test
    void keepsNamesAndPricesOfTheMomentAndTakesTheStock() {
      done(create("Lamp", variant("A", "2.50", 5)));
      var key = done(order(true, line(1, 2), line(1, 1)));
      done(rename(1, "Torch", null));

      assertThat(key).isEqualTo(DocumentKey.of("Order", 1));
      assertThat(stock(1)).isEqualTo(2);
      assertThat(jdbc.sql("select number, country, status from orders").query().singleRow())
          .containsEntry("country", "France")
          .containsEntry("status", "PLACED")
          .satisfies(row -> assertThat(String.valueOf(row.get("number"))).matches("M-\\d{7}"));
      assertThat(
              jdbc.sql("select product_name || ' ' || quantity from order_line order by position")
                  .query(String.class)
                  .list())
          .containsExactly("Lamp 2", "Lamp 1");
    }

    @Test
    void namesTheLineOfEveryRuleThatAnOrderViolates() {
      done(create("Lamp", variant("A", "1", 5), variant("B", null, 5)));

      assertThat(refused(order(true, line(1, 6), line(99, 1), line(2, 1))))
          .containsExactly(
              "OUT_OF_STOCK at lines.0.quantity",
              "VARIANT_NOT_FOUND at lines.1.variantId",
              "VARIANT_NOT_FOR_SALE at lines.2.variantId");
      assertThat(refused(order(true, line(1, 3), line(1, 3))))
          .containsExactly("OUT_OF_STOCK at lines.1.quantity");
      assertThat(refused(order(true))).containsExactly("LINES_EMPTY at lines");
      assertThat(refused(order(true, line(1, 0))))
          .containsExactly("QUANTITY_INVALID at lines.0.quantity");
      assertThat(refused(order(false, line(1, 1)))).containsExactly("COUNTRY_INVALID at country");
      assertThat(stock(1)).isEqualTo(5);
    }

    @Test
    void refusesAnUnknownCustomer() {
      done(create("Lamp", variant("A", "1", 5)));
      var input = new OrderPlaceInput();
      input.setCustomerId(DocumentKey.of("Customer", 99));
      input.setLines(List.of(line(1, 1)));

      assertThat(refused(Commands.ORDERS.orderPlace(input)))
          .containsExactly("CUSTOMER_NOT_FOUND at customerId");
    }

    @Test
    void stockNeverGoesBelowZeroUnderConcurrentOrders() {
      done(create("Lamp", variant("A", "1", 10)));

      var results =
          Flux.merge(
                  Flux.fromStream(
                      IntStream.range(0, 40).mapToObj(i -> running(order(true, line(1, 1))))),
                  20)
              .collectList()
              .blockOptional(Duration.ofSeconds(60))
              .orElseThrow();

      assertThat(results.stream().filter(CommandResult.Done.class::isInstance)).hasSize(10);
      assertThat(results.stream().filter(CommandResult.Refused.class::isInstance)).hasSize(30);
      assertThat(stock(1)).isZero();
    }

    @Test
    void ordersOfTheSameVariantsInOppositeOrderNeverWaitInACircle() {
      done(create("Lamp", variant("A", "1", 40), variant("B", "1", 40)));

      var results =
          Flux.merge(
                  Flux.fromStream(
                      IntStream.range(0, 40)
                          .mapToObj(
                              i ->
                                  running(
                                      i % 2 == 0
                                          ? order(true, line(1, 1), line(2, 1))
                                          : order(true, line(2, 1), line(1, 1))))),
                  20)
              .collectList()
              .blockOptional(Duration.ofSeconds(60))
              .orElseThrow();

      assertThat(results).allMatch(CommandResult.Done.class::isInstance);
      assertThat(stock(1)).isZero();
      assertThat(stock(2)).isZero();
    }

    @Test
    void cancellingReturnsTheStockOnceUnderConcurrentCancellations() {
      done(create("Lamp", variant("A", "1", 10), variant("B", "1", 10)));
      done(order(true, line(2, 3), line(1, 2), line(2, 1)));

      var results =
          Flux.merge(Stream.generate(() -> running(cancel(1, null))).limit(8).toList())
              .collectList()
              .blockOptional(Duration.ofSeconds(60))
              .orElseThrow();

      assertThat(results.stream().filter(CommandResult.Done.class::isInstance)).hasSize(1);
      assertThat(stock(1)).isEqualTo(10);
      assertThat(stock(2)).isEqualTo(10);
      assertThat(refused(cancel(1, null))).containsExactly("NOT_CANCELLABLE at id");
      assertThat(refused(cancel(1, 0))).containsExactly("CONFLICT at expectedVersion");
      assertThat(refused(cancel(99, null))).containsExactly("ORDER_NOT_FOUND at id");
    }
  }

  @Nested
  class Reviews {

    @Test
    void writesOneReviewOfEachCustomerAndTouchesTheProduct() {
      done(create("Lamp"));

      var result = running(review(1, 1, 4)).blockOptional().orElseThrow();

      assertThat(result)
          .isEqualTo(
              CommandResult.touched(DocumentKey.of("Review", 1), DocumentKey.of("Product", 1)));
      assertThat(refused(review(1, 1, 5))).containsExactly("ALREADY_REVIEWED at productId");
    }

    @Test
    void refusesUnknownIdsArchivedProductsAndRatingsOutOfRange() {
      done(create("Lamp"));

      assertThat(refused(review(99, 1, 4))).containsExactly("PRODUCT_NOT_FOUND at productId");
      assertThat(refused(review(1, 99, 4))).containsExactly("CUSTOMER_NOT_FOUND at customerId");
      assertThat(refused(review(1, 1, 6))).containsExactly("RATING_OUT_OF_RANGE at rating");
      done(archive(1));
      assertThat(refused(review(1, 1, 4))).containsExactly("PRODUCT_ARCHIVED at productId");
    }
  }

  private boolean somebodyWaitsForALock() {
    return jdbc.sql("select exists (select from pg_stat_activity where wait_event_type = 'Lock')")
        .query(Boolean.class)
        .single();
  }

  private int stock(long variant) {
    return jdbc.sql("select stock from variant where id = ?")
        .param(variant)
        .query(Integer.class)
        .single();
  }

  private static Mono<CommandResult> create(String name, ProductCreateVariantInput... variants) {
    var input = new ProductCreateInput();
    input.setName(name);
    input.setCategoryId(DocumentKey.of("Category", 1));
    input.setVariants(List.of(variants));
    return Commands.PRODUCTS.productCreate(input);
  }

  private static ProductCreateVariantInput variant(String sku, @Nullable String price, int stock) {
    var input = new ProductCreateVariantInput();
    input.setSku(sku);
    if (price != null) {
      input.setPrice(money(price, "GBP"));
    }
    input.setStock(stock);
    return input;
  }

  private static Mono<CommandResult> rename(
      long id, String name, @Nullable Integer expectedVersion) {
    var input = new ProductUpdateInput();
    input.setId(DocumentKey.of("Product", id));
    input.setName(name);
    input.setExpectedVersion(expectedVersion);
    return Commands.PRODUCTS.productUpdate(input);
  }

  private static Mono<CommandResult> archive(long id) {
    var input = new ProductArchiveInput();
    input.setId(DocumentKey.of("Product", id));
    return Commands.PRODUCTS.productArchive(input);
  }

  private static Mono<CommandResult> addVariant(
      long product, String sku, String price, String currency) {
    var input = new VariantAddInput();
    input.setProductId(DocumentKey.of("Product", product));
    input.setSku(sku);
    input.setPrice(money(price, currency));
    return Commands.VARIANTS.variantAdd(input);
  }

  private static Mono<CommandResult> reprice(long variant, String price, String currency) {
    var input = new VariantPriceChangeInput();
    input.setVariantId(DocumentKey.of("Variant", variant));
    input.setPrice(money(price, currency));
    return Commands.VARIANTS.variantPriceChange(input);
  }

  private static Mono<CommandResult> adjust(long variant, int delta) {
    var input = new VariantStockAdjustInput();
    input.setVariantId(DocumentKey.of("Variant", variant));
    input.setDelta(delta);
    return Commands.VARIANTS.variantStockAdjust(input);
  }

  private static Mono<CommandResult> order(boolean known, OrderPlaceLineInput... lines) {
    var input = new OrderPlaceInput();
    if (known) {
      input.setCustomerId(DocumentKey.of("Customer", 1));
    }
    input.setLines(List.of(lines));
    return Commands.ORDERS.orderPlace(input);
  }

  private static OrderPlaceLineInput line(long variant, int quantity) {
    var line = new OrderPlaceLineInput();
    line.setVariantId(DocumentKey.of("Variant", variant));
    line.setQuantity(quantity);
    return line;
  }

  private static Mono<CommandResult> cancel(long id, @Nullable Integer expectedVersion) {
    var input = new OrderCancelInput();
    input.setId(DocumentKey.of("Order", id));
    input.setExpectedVersion(expectedVersion);
    return Commands.ORDERS.orderCancel(input);
  }

  private static Mono<CommandResult> review(long product, long customer, int rating) {
    var input = new ReviewWriteInput();
    input.setProductId(DocumentKey.of("Product", product));
    input.setCustomerId(DocumentKey.of("Customer", customer));
    input.setRating(rating);
    return Commands.REVIEWS.reviewWrite(input);
  }

  private static MoneyInput money(String amount, String currency) {
    var money = new MoneyInput();
    money.setAmount(new BigDecimal(amount));
    money.setCurrencyCode(currency);
    return money;
  }
}
