package io.millrace.storefront.demo;

/**
 * How much to generate.
 *
 * @param mostVariants a product has one to so many, all equally often
 * @param mostLines an order has one to so many, some fewer where a variant is drawn twice
 */
public record DemoCounts(
    int categories,
    int products,
    int customers,
    int reviews,
    int orders,
    int mostVariants,
    int mostLines) {

  private static final int MOST_VARIANTS = 4;
  private static final int MOST_LINES = 6;

  /** What a first start fills an empty shop with: loaded in a second or two. */
  public static final DemoCounts DEFAULT = ofProducts(2_000);

  /**
   * Checks that the counts can be had.
   *
   * @throws IllegalArgumentException when one is negative, or rows lack what they refer to
   */
  public DemoCounts {
    if (categories < 0 || products < 0 || customers < 0 || reviews < 0 || orders < 0) {
      throw new IllegalArgumentException("Counts are not negative");
    }
    if (mostVariants < 1 || mostVariants > DemoWords.SIZES.size()) {
      throw new IllegalArgumentException(
          "A product has 1 to %d variants".formatted(DemoWords.SIZES.size()));
    }
    if (mostLines < 1) {
      throw new IllegalArgumentException("An order has a line");
    }
    if (products > 0 && categories == 0) {
      throw new IllegalArgumentException("Products need a category");
    }
    if (orders > 0 && products == 0) {
      throw new IllegalArgumentException("Orders need a product");
    }
    if (reviews > (long) products * customers) {
      throw new IllegalArgumentException(
          "A customer reviews a product once: at most %d reviews"
              .formatted((long) products * customers));
    }
  }

  /** Products of one to four variants, orders of one to six lines. */
  public DemoCounts(int categories, int products, int customers, int reviews, int orders) {
    this(categories, products, customers, reviews, orders, MOST_VARIANTS, MOST_LINES);
  }

  /**
   * A shop in the proportions of the benchmark: of 10,000 products 200 categories, about 30,000
   * variants, 5,000 customers, 100,000 reviews, and 50,000 orders with about 120,000 lines.
   */
  public static DemoCounts forBenchmark(int products) {
    int customers = Math.max(10, products / 2);
    return new DemoCounts(
        Math.clamp(products / 50L, 12, 2_000),
        products,
        customers,
        Math.toIntExact(Math.min(products * 10L, (long) products * customers)),
        Math.multiplyExact(products, 5),
        5,
        4);
  }

  /** A shop with this many products and the rest in proportion. */
  public static DemoCounts ofProducts(int products) {
    int categories = Math.clamp(products / 20L, 40, 2_000);
    int customers = products / 2 + 10;
    return new DemoCounts(
        categories,
        products,
        customers,
        Math.toIntExact(Math.min(products * 4L, (long) products * customers)),
        Math.toIntExact(products * 3L / 2));
  }
}
