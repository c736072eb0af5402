package io.millrace.storefront.demo;

import io.millrace.storefront.bulk.CopyRows;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/** Products and their variants, each made from its number alone. */
final class DemoProducts {

  static final String COLUMNS =
      "id, slug, name, description, category_id, status, created_at, updated_at";
  static final String VARIANT_COLUMNS = "id, product_id, sku, name, price, currency, stock";

  /** When the first product was offered. */
  static final Instant OPENING = Instant.parse("2025-01-06T08:00:00Z");

  private static final Duration ASSORTMENT_GROWS = Duration.ofDays(300);

  private final DemoRandom random;
  private final int count;
  private final KeyBlock keys;
  private final DemoCategories categories;

  /** By product: how many variants all products before it have. Four bytes of each product. */
  private final int[] variantsBefore;

  private final KeyBlock variantKeys;

  /** Reserves keys of a table. */
  @FunctionalInterface
  interface Reservation {
    KeyBlock reserve(String table, int count) throws SQLException;
  }

  /** A variant as an order line keeps it. */
  record DemoVariant(
      long key, long productKey, String productName, String name, String sku, BigDecimal price) {}

  DemoProducts(
      DemoRandom random,
      int count,
      int mostVariants,
      KeyBlock keys,
      Reservation reservation,
      DemoCategories categories)
      throws SQLException {
    this.random = random;
    this.count = count;
    this.keys = keys;
    this.categories = categories;
    this.variantsBefore = new int[count + 1];
    for (int index = 0; index < count; index++) {
      variantsBefore[index + 1] =
          variantsBefore[index] + 1 + random.of("variants", index).nextInt(mostVariants);
    }
    this.variantKeys = reservation.reserve("variant", variantsBefore[count]);
  }

  int count() {
    return count;
  }

  long key(int index) {
    return keys.key(index);
  }

  void row(int index, CopyRows rows) {
    var source = source(index);
    int category = categories.pick(source);
    var name = name(index);
    var offered = offered(index);
    rows.row(
        keys.key(index),
        "demo-%s-%d".formatted(DemoWords.slug(name), index + 1),
        name,
        "%s %s".formatted(sentence(name), DemoRandom.one(source, DemoWords.USES)),
        categories.key(category),
        DemoRandom.chance(source, 3) ? "ARCHIVED" : "ACTIVE",
        offered,
        offered.plus(Duration.ofMinutes(source.nextInt(60 * 24 * 30))));
  }

  void variantRows(int index, CopyRows rows) {
    var source = random.of("stock", index);
    for (int place = 0; place < variants(index); place++) {
      var variant = variant(index, place);
      int stock = DemoRandom.chance(source, 8) ? 0 : 5 + source.nextInt(200);
      rows.row(
          variant.key(),
          variant.productKey(),
          variant.sku(),
          variant.name(),
          variant.price(),
          "GBP",
          stock);
    }
  }

  int variants(int index) {
    return variantsBefore[index + 1] - variantsBefore[index];
  }

  DemoVariant variant(int index, int place) {
    var source = random.of("price", index);
    var labels = source.nextBoolean() ? DemoWords.SIZES : DemoWords.COLOURS;
    // Most things cost little and a few a lot; prices end as prices do.
    long pounds = Math.round(StrictMath.exp(1 + 3.2 * source.nextDouble()));
    int pence = source.nextBoolean() ? 95 : 49;
    var first = BigDecimal.valueOf(pounds * 100 + pence, 2);
    var step = labels == DemoWords.SIZES ? BigDecimal.valueOf(1 + pounds / 4) : BigDecimal.ZERO;
    return new DemoVariant(
        variantKeys.key(variantsBefore[index] + place),
        keys.key(index),
        name(index),
        labels.get(place),
        "DEMO-%06d-%d".formatted(index + 1, place + 1),
        first.add(step.multiply(BigDecimal.valueOf(place))));
  }

  /** When the product was first offered. */
  Instant offered(int index) {
    long millis = ASSORTMENT_GROWS.toMillis() / Math.max(1, count) * index;
    return OPENING.plusMillis(millis);
  }

  private String name(int index) {
    var source = source(index);
    int department = categories.department(categories.pick(source));
    var naming = random.of("name", index);
    return "%s %s %s"
        .formatted(
            DemoRandom.one(naming, DemoWords.STYLES),
            DemoRandom.one(naming, DemoWords.MATERIALS),
            DemoRandom.one(naming, DemoWords.DEPARTMENTS.get(department).things()));
  }

  private static String sentence(String name) {
    return "A %s.".formatted(name.toLowerCase(Locale.ROOT));
  }

  /** Begins with the category, which the name follows. */
  private SplittableRandom source(int index) {
    return random.of("product", index);
  }
}
