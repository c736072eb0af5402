package io.millrace.storefront;

import static io.millrace.storefront.Commands.done;
import static io.millrace.storefront.Commands.refused;
import static io.millrace.storefront.Commands.running;
import static io.millrace.storefront.Shop.ANNA;
import static io.millrace.storefront.Shop.BEN;
import static io.millrace.storefront.Shop.STAFF;
import static io.millrace.storefront.Shop.buy;
import static io.millrace.storefront.Shop.cancel;
import static io.millrace.storefront.Shop.customer;
import static io.millrace.storefront.Shop.item;
import static io.millrace.storefront.Shop.line;
import static io.millrace.storefront.Shop.offer;
import static io.millrace.storefront.Shop.order;
import static io.millrace.storefront.Shop.product;
import static io.millrace.storefront.Shop.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.storefront.graphql.types.MoneyInput;
import io.millrace.storefront.graphql.types.OrderPayInput;
import io.millrace.storefront.graphql.types.OrderPlaceInput;
import io.millrace.storefront.graphql.types.OrderPlaceLineInput;
import io.millrace.storefront.graphql.types.OrderShipInput;
import io.millrace.storefront.graphql.types.ProductUpdateInput;
import io.millrace.storefront.graphql.types.VariantAddInput;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class OrderCommandsTest {

  @BeforeEach
  void aLampInTwoSizes() {
    Shop.open();
    done(offer("Lamp", item("A", "2.50", 10), item("B", "1", 10)));
  }

  @Nested
  class Placing {

    @Test
    void keepsNamesAndPricesOfTheMomentAndTakesTheStock() {
      var key = done(buy(line(1, 2), line(1, 1)));
      done(Shop.update(ProductUpdateInput.newBuilder().id(product(1)).name("Torch")));

      assertThat(key).isEqualTo(order(1));
      assertThat(stock(1)).isEqualTo(7);
      assertThat(Shop.row("select number, country, status from orders"))
          .containsEntry("country", "France")
          .containsEntry("status", "PLACED")
          .satisfies(row -> assertThat(String.valueOf(row.get("number"))).matches("M-\\d{7}"));
      assertThat(
              Shop.texts(
                  "select product_name || ' ' || quantity from order_line order by position"))
          .containsExactly("Lamp 2", "Lamp 1");
    }

    @Test
    void tellsTheRulesOfAllLinesAtOnceAndTakesNothing() {
      done(offer("Gift", item("G", null, 5)));

      assertThat(refused(buy(line(1, 11), line(99, 1), line(3, 1))))
          .containsExactly(
              "OUT_OF_STOCK at lines.0.quantity",
              "VARIANT_NOT_FOUND at lines.1.variantId",
              "VARIANT_NOT_FOR_SALE at lines.2.variantId");
      assertThat(stock(1)).isEqualTo(10);
    }

    @Test
    void isForTheCallerOrForWhomTheStaffNames() {
      Shop.welcomeBen();
      done(place(ANNA, lamp()));
      done(place(BEN, lamp().customerId(customer(2))));
      done(place(STAFF, lamp().customerId(customer(1))));
      done(place(STAFF, lamp().country("Japan")));

      assertThat(
              Shop.texts(
                  "select coalesce(customer_id::text, 'guest') || ' ' || country from orders order by id"))
          .containsExactly("1 France", "2 Norway", "1 France", "guest Japan");
    }

    @Refuses("OrderErrorCode.CUSTOMER_NOT_FOUND")
    void refusesSomebodyElseLikeSomebodyUnknown() {
      Shop.welcomeBen();
      var others =
          List.of(
              place(ANNA, lamp().customerId(customer(2))),
              place(ANNA, lamp().customerId(customer(99))),
              place(STAFF, lamp().customerId(customer(99))),
              place(Shop.caller("01"), lamp()),
              place(Shop.caller("somebody"), lamp()),
              place(Shop.caller("2", "staff:reviews"), lamp().customerId(customer(1))));
      assertThat(others)
          .allSatisfy(
              order ->
                  assertThat(refused(order)).containsExactly("CUSTOMER_NOT_FOUND at customerId"));
      assertThat(stock(1)).isEqualTo(10);
    }

    @Refuses("OrderErrorCode.COUNTRY_INVALID")
    void refusesAGuestWithoutCountry() {
      assertThat(refused(place(STAFF, lamp()))).containsExactly("COUNTRY_INVALID at country");
    }

    @Refuses("OrderErrorCode.LINES_EMPTY")
    void refusesAnOrderOfNothing() {
      assertThat(refused(buy())).containsExactly("LINES_EMPTY at lines");
    }

    @Refuses("OrderErrorCode.TOO_MANY_LINES")
    void refusesMoreThanFiveHundredLines() {
      var lines = Collections.nCopies(501, line(1, 1)).toArray(OrderPlaceLineInput[]::new);
      assertThat(refused(buy(lines))).containsExactly("TOO_MANY_LINES at lines");
    }

    @Refuses("OrderErrorCode.QUANTITY_INVALID")
    void refusesAQuantityThatIsNotPositiveOrTooLarge() {
      assertThat(refused(buy(line(1, 0), line(2, 100_001))))
          .containsExactly(
              "QUANTITY_INVALID at lines.0.quantity", "QUANTITY_INVALID at lines.1.quantity");
    }

    @Refuses("OrderErrorCode.VARIANT_NOT_FOUND")
    void refusesAnUnknownVariant() {
      assertThat(refused(buy(line(99, 1))))
          .containsExactly("VARIANT_NOT_FOUND at lines.0.variantId");
    }

    @Refuses("OrderErrorCode.VARIANT_NOT_FOR_SALE")
    void refusesAVariantOfAnArchivedProduct() {
      done(Shop.archive(1));
      assertThat(refused(buy(line(1, 1))))
          .containsExactly("VARIANT_NOT_FOR_SALE at lines.0.variantId");
    }

    @Refuses("OrderErrorCode.CURRENCY_DIFFERS")
    void refusesLinesInTwoCurrencies() {
      done(offer("Torch"));
      done(
          Commands.VARIANTS.variantAdd(
              VariantAddInput.newBuilder()
                  .productId(product(2))
                  .sku("T")
                  .price(MoneyInput.newBuilder().amount(BigDecimal.ONE).currencyCode("EUR").build())
                  .stock(5)
                  .build()));
      assertThat(refused(buy(line(1, 1), line(3, 1))))
          .containsExactly("CURRENCY_DIFFERS at lines.1.variantId");
    }

    @Refuses("OrderErrorCode.OUT_OF_STOCK")
    void refusesMoreThanThereAreInAllLinesTogether() throws Exception {
      assertThat(refused(buy(line(1, 6), line(1, 5))))
          .containsExactly("OUT_OF_STOCK at lines.1.quantity");
      assertThat(Race.refusedBehind(buy(line(1, 6)), buy(line(1, 5))))
          .containsExactly("OUT_OF_STOCK at lines.0.quantity");
      assertThat(stock(1)).isEqualTo(4);
    }

    @Test
    void stockNeverGoesBelowZeroUnderConcurrentOrders() {
      var results = all(IntStream.range(0, 40).mapToObj(i -> buy(line(1, 1))));

      assertThat(results.stream().filter(CommandResult.Done.class::isInstance)).hasSize(10);
      assertThat(results.stream().filter(CommandResult.Refused.class::isInstance)).hasSize(30);
      assertThat(stock(1)).isZero();
    }

    @Test
    void ordersOfTheSameVariantsInOppositeOrderNeverWaitInACircle() {
      Shop.JDBC.sql("update variant set stock = 40").update();

      var results =
          all(
              IntStream.range(0, 40)
                  .mapToObj(
                      i -> i % 2 == 0 ? buy(line(1, 1), line(2, 1)) : buy(line(2, 1), line(1, 1))));

      assertThat(results).allMatch(CommandResult.Done.class::isInstance);
      assertThat(stock(1)).isZero();
      assertThat(stock(2)).isZero();
    }

    @Test
    void locksVariantsInTheOrderOfTheirIdsHoweverTheyLieOnDisk() throws Exception {
      // The new version of the first row lies behind the second one.
      Shop.JDBC.sql("update variant set name = 'Moved' where id = 1").update();
      try (var holder = StorefrontDatabase.dataSource().getConnection()) {
        holder.setAutoCommit(false);
        holder.createStatement().execute("select from variant where id = 1 for update");
        var order = running(buy(line(2, 1), line(1, 1))).toFuture();
        await().atMost(Duration.ofSeconds(20)).until(Commands::somebodyWaitsForALock);

        assertThat(Shop.texts("select id::text from variant for update skip locked"))
            .as("variants that nobody holds while the order waits for the first")
            .containsExactly("2");
        holder.rollback();
        assertThat(order.get()).isInstanceOf(CommandResult.Done.class);
      }
    }
  }

  @Nested
  class GoingItsWay {

    @BeforeEach
    void aPlacedOrder() {
      done(buy(line(2, 3), line(1, 2), line(2, 1)));
    }

    @Test
    void isPlacedPaidAndShipped() {
      assertThat(done(pay(1, 0))).isEqualTo(order(1));
      assertThat(status()).isEqualTo("PAID 1");
      assertThat(done(ship(1, 1))).isEqualTo(order(1));
      assertThat(status()).isEqualTo("SHIPPED 2");
      assertThat(stock(1)).isEqualTo(8);
    }

    @Refuses("OrderErrorCode.NOT_PAYABLE")
    void isPaidOnce() throws Exception {
      assertThat(Race.refusedBehind(pay(1, null), pay(1, null)))
          .containsExactly("NOT_PAYABLE at id");
      assertThat(status()).isEqualTo("PAID 1");
      done(ship(1, null));
      assertThat(refused(pay(1, null))).containsExactly("NOT_PAYABLE at id");
    }

    @Test
    void isNotPaidOnceItIsCancelled() throws Exception {
      assertThat(Race.refusedBehind(cancel(1, null), pay(1, null)))
          .containsExactly("NOT_PAYABLE at id");
      assertThat(status()).isEqualTo("CANCELLED 1");
    }

    @Refuses("OrderErrorCode.NOT_SHIPPABLE")
    void isShippedOnceAndOnlyWhenPaid() throws Exception {
      assertThat(refused(ship(1, null))).containsExactly("NOT_SHIPPABLE at id");
      done(pay(1, null));
      assertThat(Race.refusedBehind(ship(1, null), ship(1, null)))
          .containsExactly("NOT_SHIPPABLE at id");
    }

    @Refuses("OrderErrorCode.NOT_CANCELLABLE")
    void isNotCancelledOnceItIsShipped() throws Exception {
      done(pay(1, null));
      assertThat(Race.refusedBehind(ship(1, null), cancel(1, null)))
          .containsExactly("NOT_CANCELLABLE at id");
      assertThat(stock(1)).isEqualTo(8);
    }

    @Test
    void isCancelledByItsCustomerAndTheStaffAlone() {
      assertThat(refused(cancel(1, null, BEN))).containsExactly("ORDER_NOT_FOUND at id");
      assertThat(refused(cancel(1, 7, BEN))).containsExactly("ORDER_NOT_FOUND at id");
      assertThat(refused(cancel(1, null, Caller.ANONYMOUS)))
          .containsExactly("ORDER_NOT_FOUND at id");
      done(cancel(1, null, ANNA));

      var guests = done(place(STAFF, lamp().country("Japan")));
      assertThat(refused(cancel(guests.number(), null, Shop.caller("0"))))
          .containsExactly("ORDER_NOT_FOUND at id");
      done(cancel(guests.number(), null, STAFF));
    }

    @Test
    void isCancelledAfterThePaymentToo() {
      done(pay(1, null));
      done(cancel(1, null));
      assertThat(stock(1)).isEqualTo(10);
      assertThat(stock(2)).isEqualTo(10);
    }

    @Test
    void returnsTheStockOnceUnderConcurrentCancellations() {
      var results = all(Stream.generate(() -> cancel(1, null)).limit(8));

      assertThat(results.stream().filter(CommandResult.Done.class::isInstance)).hasSize(1);
      assertThat(stock(1)).isEqualTo(10);
      assertThat(stock(2)).isEqualTo(10);
      assertThat(refused(cancel(1, null))).containsExactly("NOT_CANCELLABLE at id");
    }

    @Test
    void isRefusedEverythingWhereItIsAReturn() {
      Shop.JDBC.sql("update orders set kind = 'RETURN'").update();
      assertThat(refused(pay(1, null))).containsExactly("NOT_PAYABLE at id");
      assertThat(refused(ship(1, null))).containsExactly("NOT_SHIPPABLE at id");
      assertThat(refused(cancel(1, null))).containsExactly("NOT_CANCELLABLE at id");
    }

    @Refuses("OrderErrorCode.CONFLICT")
    void refusesACommandThatIsMeantForAnotherVersion() throws Exception {
      assertThat(Race.refusedBehind(pay(1, null), cancel(1, 0)))
          .containsExactly("CONFLICT at expectedVersion");
      assertThat(refused(pay(1, 0))).containsExactly("CONFLICT at expectedVersion");
      assertThat(refused(ship(1, 0))).containsExactly("CONFLICT at expectedVersion");
    }

    @Refuses("OrderErrorCode.ORDER_NOT_FOUND")
    void refusesAnOrderThatIsNotThere() {
      assertThat(refused(pay(99, null))).containsExactly("ORDER_NOT_FOUND at id");
      assertThat(refused(ship(99, null))).containsExactly("ORDER_NOT_FOUND at id");
      assertThat(refused(cancel(99, null))).containsExactly("ORDER_NOT_FOUND at id");
    }
  }

  private static OrderPlaceInput.Builder lamp() {
    return OrderPlaceInput.newBuilder().lines(List.of(line(1, 1)));
  }

  private static Mono<CommandResult> place(Caller caller, OrderPlaceInput.Builder order) {
    return Commands.ORDERS.orderPlace(order.build(), caller);
  }

  private static List<CommandResult> all(Stream<Mono<CommandResult>> commands) {
    return Flux.merge(Flux.fromStream(commands.map(Commands::running)), 20)
        .collectList()
        .blockOptional(Duration.ofSeconds(60))
        .orElseThrow();
  }

  private static String status() {
    return Shop.texts("select status || ' ' || version from orders").getFirst();
  }

  private static Mono<CommandResult> pay(long order, @Nullable Integer expectedVersion) {
    return Commands.ORDERS.orderPay(
        OrderPayInput.newBuilder().id(order(order)).expectedVersion(expectedVersion).build());
  }

  private static Mono<CommandResult> ship(long order, @Nullable Integer expectedVersion) {
    return Commands.ORDERS.orderShip(
        OrderShipInput.newBuilder().id(order(order)).expectedVersion(expectedVersion).build());
  }
}
