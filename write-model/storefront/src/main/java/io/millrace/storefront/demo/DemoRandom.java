package io.millrace.storefront.demo;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random sources by table and row, so that a row is the same whatever else is generated.
 *
 * @param seed decides every row
 */
record DemoRandom(long seed) {

  /** The spread of {@link #skewed}: about a third of the draws fall on the first twentieth. */
  private static final double SKEW = 2.7;

  /** The source of one row of one table. */
  SplittableRandom of(String table, long row) {
    // The generator mixes its seed well; the odd factors keep tables and rows apart before that.
    return new SplittableRandom(
        seed * 0x9E3779B97F4A7C15L
            + table.hashCode() * 0xC2B2AE3D27D4EB4FL
            + row * 0x165667B19E3779F9L);
  }

  /** One of the words. */
  static String one(SplittableRandom random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  /** A number below {@code bound}, low ones far more often: what is popular is so by far. */
  static int skewed(SplittableRandom random, int bound) {
    return Math.min(bound - 1, (int) (bound * StrictMath.pow(random.nextDouble(), SKEW)));
  }

  /** Whether something happens that does so in {@code percent} of a hundred cases. */
  static boolean chance(SplittableRandom random, int percent) {
    return random.nextInt(100) < percent;
  }
}
