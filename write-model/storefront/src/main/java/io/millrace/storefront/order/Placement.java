package io.millrace.storefront.order;

import io.millrace.storefront.graphql.types.OrderErrorCode;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The decision to place an order: the order, its lines, and what they take from the stock.
 *
 * @param quantities what is taken, by variant id
 */
record Placement(Order order, List<OrderLine> lines, SortedMap<Long, Integer> quantities) {

  static final int MAX_LINES = 500;
  static final int MAX_QUANTITY = 100_000;

  /** What a line asks for. */
  record Request(long variantId, int quantity) {}

  /** Checks what needs no look at the offer, so that a senseless order locks nothing. */
  static void checkRequests(List<Request> requests) {
    var violations =
        new Violations()
            .unless(
                !requests.isEmpty(),
                FieldPath.of("lines"),
                OrderErrorCode.LINES_EMPTY,
                "An order has at least one line")
            .unless(
                requests.size() <= MAX_LINES,
                FieldPath.of("lines"),
                OrderErrorCode.TOO_MANY_LINES,
                "An order has at most %d lines".formatted(MAX_LINES));
    for (int index = 0; index < Math.min(requests.size(), MAX_LINES); index++) {
      int quantity = requests.get(index).quantity();
      violations.unless(
          quantity > 0 && quantity <= MAX_QUANTITY,
          FieldPath.of("lines", index, "quantity"),
          OrderErrorCode.QUANTITY_INVALID,
          "A quantity is 1 to %d".formatted(MAX_QUANTITY));
    }
    violations.refuseIfAny();
  }

  /**
   * Decides on an order from what is offered. Several lines may ask for one variant: the stock must
   * suffice for all of them, and the first line that it does not suffice for is named.
   *
   * @param recipient who orders and where it goes
   * @param offers the variants by id, held by this transaction
   */
  static Placement decide(
      Recipient recipient, List<Request> requests, Map<Long, OfferedVariant> offers) {
    checkRequests(requests);
    var violations = new Violations();
    var lines = new ArrayList<OrderLine>();
    var taken = new HashMap<Long, Long>();
    var currency = "";
    for (int index = 0; index < requests.size(); index++) {
      var request = requests.get(index);
      var at = FieldPath.of("lines", index);
      var offer = offers.get(request.variantId());
      if (offer == null) {
        violations.unless(
            false,
            at.child("variantId"),
            OrderErrorCode.VARIANT_NOT_FOUND,
            "There is no such variant");
        continue;
      }
      var price = offer.price();
      if (price == null || !offer.active()) {
        violations.unless(
            false,
            at.child("variantId"),
            OrderErrorCode.VARIANT_NOT_FOR_SALE,
            "%s is not for sale".formatted(offer.sku()));
        continue;
      }
      currency = currency.isEmpty() ? offer.currency() : currency;
      long total = taken.merge(offer.id(), (long) request.quantity(), Long::sum);
      violations
          .unless(
              currency.equals(offer.currency()),
              at.child("variantId"),
              OrderErrorCode.CURRENCY_DIFFERS,
              "All lines of an order have prices in one currency")
          .unless(
              total <= offer.stock(),
              at.child("quantity"),
              OrderErrorCode.OUT_OF_STOCK,
              "Only %d of %s are in stock".formatted(offer.stock(), offer.sku()));
      lines.add(line(index + 1, offer, price, request.quantity()));
    }
    violations.refuseIfAny();
    var quantities = new TreeMap<Long, Integer>();
    taken.forEach((variant, quantity) -> quantities.put(variant, Math.toIntExact(quantity)));
    return new Placement(Order.place(recipient, currency), List.copyOf(lines), quantities);
  }

  private static OrderLine line(
      int position, OfferedVariant offer, BigDecimal price, int quantity) {
    return new OrderLine(
        position,
        offer.id(),
        offer.productId(),
        offer.productName(),
        offer.name(),
        offer.sku(),
        price,
        quantity);
  }
}
