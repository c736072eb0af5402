package io.millrace.storefront.demo;

import io.millrace.storefront.bulk.CopyRows;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Reviews: popular products have many, and each customer writes at most one of a product. */
final class DemoReviews {

  static final String COLUMNS = "product_id, customer_id, rating, title, body, created_at";

  private static final List<Integer> RATINGS = List.of(5, 5, 5, 5, 5, 4, 4, 4, 3, 3, 2, 1);

  /** Reviews begin when every product is offered and every customer is there. */
  private static final Duration FIRST_REVIEW = Duration.ofDays(300);

  private static final Duration REVIEWS_COME = Duration.ofDays(60);

  private final DemoRandom random;
  private final DemoProducts products;
  private final DemoCustomers customers;

  /** By product: how many reviews it has. */
  private final int[] counts;

  DemoReviews(DemoRandom random, int total, DemoProducts products, DemoCustomers customers) {
    this.random = random;
    this.products = products;
    this.customers = customers;
    this.counts = new int[products.count()];
    var source = random.of("reviews", 0);
    for (int review = 0; review < total; review++) {
      int product = DemoRandom.skewed(source, products.count());
      while (counts[product] == customers.count()) {
        product = (product + 1) % products.count();
      }
      counts[product]++;
    }
  }

  /** The reviews of one product. */
  void rows(int product, CopyRows rows) {
    if (counts[product] == 0) {
      return;
    }
    var source = random.of("review", product);
    // Steps of a length that has no factor in common with the number of customers meet each of them
    // once before they meet one again.
    int start = source.nextInt(customers.count());
    int step = step(source);
    for (int review = 0; review < counts[product]; review++) {
      long customer = (start + (long) review * step) % customers.count();
      int rating = RATINGS.get(source.nextInt(RATINGS.size()));
      boolean silent = DemoRandom.chance(source, 20);
      rows.row(
          products.key(product),
          customers.key(Math.toIntExact(customer)),
          rating,
          silent ? "" : DemoWords.headline(rating),
          silent ? "" : DemoRandom.one(source, DemoWords.opinions(rating)),
          DemoProducts.OPENING
              .plus(FIRST_REVIEW)
              .plusMillis(source.nextLong(REVIEWS_COME.toMillis())));
    }
  }

  private int step(SplittableRandom source) {
    var all = BigInteger.valueOf(customers.count());
    int step = 1 + source.nextInt(customers.count());
    while (!BigInteger.valueOf(step).gcd(all).equals(BigInteger.ONE)) {
      step++;
    }
    return step;
  }
}
