package io.millrace.storefront.demo;

import io.millrace.storefront.bulk.CopyRows;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Customers, each made from the number alone. */
final class DemoCustomers {

  static final String COLUMNS = "id, number, name, email, country, created_at";

  private static final Duration CUSTOMERS_ARRIVE = Duration.ofDays(200);

  private final DemoRandom random;
  private final int count;
  private final KeyBlock keys;

  DemoCustomers(DemoRandom random, int count, KeyBlock keys) {
    this.random = random;
    this.count = count;
    this.keys = keys;
  }

  int count() {
    return count;
  }

  long key(int index) {
    return keys.key(index);
  }

  /** Where the customer lives: most in the first countries of the list. */
  String country(int index) {
    return DemoWords.COUNTRIES.get(
        DemoRandom.skewed(random.of("country", index), DemoWords.COUNTRIES.size()));
  }

  void row(int index, CopyRows rows) {
    var source = random.of("customer", index);
    var first = DemoRandom.one(source, DemoWords.FIRST_NAMES);
    var last = DemoRandom.one(source, DemoWords.LAST_NAMES);
    // example.com is reserved (RFC 2606): no mail can ever reach anybody.
    var email = "%s.%s.%d@example.com".formatted(letters(first), letters(last), index + 1);
    rows.row(
        keys.key(index),
        "D-%06d".formatted(index + 1),
        first + " " + last,
        DemoRandom.chance(source, 90) ? email : null,
        country(index),
        joined(source.nextLong(CUSTOMERS_ARRIVE.toMillis())));
  }

  private static Instant joined(long millis) {
    return DemoProducts.OPENING.plusMillis(millis);
  }

  private static String letters(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("[^A-Za-z]", "")
        .toLowerCase(Locale.ROOT);
  }
}
