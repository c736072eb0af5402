package io.millrace.storefront.order;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.customer.Customers;
import io.millrace.storefront.graphql.types.OrderCancelInput;
import io.millrace.storefront.graphql.types.OrderErrorCode;
import io.millrace.storefront.graphql.types.OrderPayInput;
import io.millrace.storefront.graphql.types.OrderPlaceInput;
import io.millrace.storefront.graphql.types.OrderShipInput;
import io.millrace.storefront.rule.Actor;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.LostRace;
import io.millrace.storefront.rule.RowId;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Handles the commands on orders. */
@CommandHandlers(errorCodes = OrderErrorCode.class)
public final class OrderCommands {

  private static final RuleViolation CONFLICT =
      FieldPath.ROOT.violates(
          OrderErrorCode.CONFLICT, "Others are changing the order at this moment; try again");

  private final Orders orders;
  private final Stock stock;
  private final Customers customers;

  OrderCommands(Orders orders, Stock stock, Customers customers) {
    this.orders = orders;
    this.stock = stock;
    this.customers = customers;
  }

  /** Orders variants and takes them from the stock, all of them or none. */
  public Mono<CommandResult> orderPlace(OrderPlaceInput input, Caller caller) {
    return Mono.fromSupplier(() -> requests(input))
        .doOnNext(Placement::checkRequests)
        .zipWhen(requests -> recipient(input, Actor.of(caller, Actor.ORDERS)))
        .flatMap(order -> place(order.getT2(), order.getT1()))
        .map(order -> CommandResult.touched(order.key()));
  }

  /** Notes that a placed order was paid. */
  public Mono<CommandResult> orderPay(OrderPayInput input) {
    return moved(
            orders.find(RowId.of(input.getId())), order -> order.pay(input.getExpectedVersion()))
        .map(order -> CommandResult.touched(order.key()));
  }

  /** Notes that a paid order was sent. */
  public Mono<CommandResult> orderShip(OrderShipInput input) {
    return moved(
            orders.find(RowId.of(input.getId())), order -> order.ship(input.getExpectedVersion()))
        .map(order -> CommandResult.touched(order.key()));
  }

  /** Cancels an order and returns its lines to the stock. */
  public Mono<CommandResult> orderCancel(OrderCancelInput input, Caller caller) {
    var actor = Actor.of(caller, Actor.ORDERS);
    // What is somebody else's can't be told from what is not there, as where it is read.
    var own =
        orders.find(RowId.of(input.getId())).filter(order -> actor.actsFor(order.customerId()));
    // Saved before the stock returns: of two cancellations only the one whose save won returns it.
    return moved(own, order -> order.cancel(input.getExpectedVersion()))
        .flatMap(order -> stock.giveBack(order.savedId()).thenReturn(order))
        .map(order -> CommandResult.touched(order.key()));
  }

  private Mono<Order> moved(Mono<Order> found, UnaryOperator<Order> move) {
    var attempt =
        found
            .switchIfEmpty(
                FieldPath.of("id")
                    .refused(OrderErrorCode.ORDER_NOT_FOUND, "There is no such order"))
            .map(move)
            .flatMap(orders::update);
    return LostRace.retried(attempt, CONFLICT);
  }

  private Mono<Order> place(Recipient recipient, List<Placement.Request> requests) {
    return stock
        .hold(requests.stream().map(Placement.Request::variantId).toList())
        .map(offers -> Placement.decide(recipient, requests, offers))
        .flatMap(
            placement ->
                stock
                    .take(placement.quantities())
                    .then(orders.insert(placement.order(), placement.lines())));
  }

  private Mono<Recipient> recipient(OrderPlaceInput input, Actor actor) {
    @Nullable DocumentKey named = input.getCustomerId();
    if (named == null && actor.isStaff()) {
      return Mono.fromSupplier(() -> Recipient.guest(input.getCountry()));
    }
    return customers
        .find(actor.customer(named))
        .switchIfEmpty(
            FieldPath.of("customerId")
                .refused(OrderErrorCode.CUSTOMER_NOT_FOUND, "There is no such customer"))
        .map(customer -> Recipient.customer(customer, input.getCountry()));
  }

  private static List<Placement.Request> requests(OrderPlaceInput input) {
    return input.getLines().stream()
        .map(line -> new Placement.Request(RowId.of(line.getVariantId()), line.getQuantity()))
        .toList();
  }
}
