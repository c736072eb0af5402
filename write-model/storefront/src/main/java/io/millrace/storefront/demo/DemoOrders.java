package io.millrace.storefront.demo;

import io.millrace.storefront.bulk.CopyRows;
import java.time.Duration;
import java.util.HashSet;
import java.util.SplittableRandom;

/** Orders and their lines: few products are in many of them, and few customers place many. */
final class DemoOrders {

  static final String COLUMNS =
      "id, number, kind, status, customer_id, country, currency, placed_at";
  static final String LINE_COLUMNS =
      "order_id, position, variant_id, product_id, product_name, variant_name, sku, unit_price,"
          + " quantity";

  /** Orders begin when every product is offered, and go on for two months. */
  private static final Duration FIRST_ORDER = Duration.ofDays(300);

  private static final Duration ORDERS_COME = Duration.ofDays(60);

  private final DemoRandom random;
  private final int mostLines;
  private final KeyBlock keys;
  private final DemoProducts products;
  private final DemoCustomers customers;

  DemoOrders(
      DemoRandom random,
      int mostLines,
      KeyBlock keys,
      DemoProducts products,
      DemoCustomers customers) {
    this.random = random;
    this.mostLines = mostLines;
    this.keys = keys;
    this.products = products;
    this.customers = customers;
  }

  void row(int index, CopyRows rows) {
    var source = random.of("order", index);
    boolean guest = customers.count() == 0 || DemoRandom.chance(source, 8);
    int customer = guest ? 0 : DemoRandom.skewed(source, customers.count());
    boolean comesBack = DemoRandom.chance(source, 3);
    rows.row(
        keys.key(index),
        "D-%07d".formatted(index + 1),
        comesBack ? "RETURN" : "SALE",
        comesBack ? "SHIPPED" : status(source),
        guest ? null : (Object) customers.key(customer),
        guest ? DemoWords.COUNTRIES.getFirst() : customers.country(customer),
        "GBP",
        DemoProducts.OPENING.plus(FIRST_ORDER).plusMillis(source.nextLong(ORDERS_COME.toMillis())));
  }

  void lineRows(int index, CopyRows rows) {
    var source = random.of("line", index);
    var taken = new HashSet<Long>();
    int lines = 1 + source.nextInt(mostLines);
    for (int draw = 0; draw < lines; draw++) {
      int product = DemoRandom.skewed(source, products.count());
      var variant = products.variant(product, source.nextInt(products.variants(product)));
      int quantity = 1 + DemoRandom.skewed(source, 12);
      if (taken.add(variant.key())) {
        rows.row(
            keys.key(index),
            taken.size(),
            variant.key(),
            variant.productKey(),
            variant.productName(),
            variant.name(),
            variant.sku(),
            variant.price(),
            quantity);
      }
    }
  }

  private static String status(SplittableRandom source) {
    int of100 = source.nextInt(100);
    return of100 < 80 ? "SHIPPED" : of100 < 88 ? "PAID" : of100 < 95 ? "PLACED" : "CANCELLED";
  }
}
