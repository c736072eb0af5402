package io.millrace.api.budget;

/**
 * How large a bucket is.
 *
 * @param capacity the most that it holds
 * @param restoreRate what comes back in a second
 */
record BucketSize(double capacity, double restoreRate) {

  BucketSize {
    if (!(capacity > 0) || !(restoreRate > 0)) {
      throw new IllegalArgumentException(
          "A bucket's capacity and restore-rate must be positive, not %s and %s"
              .formatted(capacity, restoreRate));
    }
  }

  /** The whole seconds in which an amount has come back. */
  long seconds(double amount) {
    return (long) Math.ceil(Math.max(0, amount) / restoreRate);
  }
}
