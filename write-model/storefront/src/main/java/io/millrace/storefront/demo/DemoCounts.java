package io.millrace.storefront.demo;

/**
 * How much to generate. Variants (one to four of a product) and lines (one to six of an order)
 * follow.
 */
public record DemoCounts(int categories, int products, int customers, int reviews, int orders) {

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
