package io.millrace.projector.change;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double up to a bound, each shortened by up to a half, so that many don't come at once.
 */
final class Backoff {

  private final Duration min;
  private final Duration max;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration min, Duration max, RandomGenerator random) {
    this.min = min;
    this.max = max;
    this.random = random;
    this.next = min;
  }

  /** The next wait. */
  Duration next() {
    var bound = next;
    next = next.multipliedBy(2).compareTo(max) > 0 ? max : next.multipliedBy(2);
    return bound.dividedBy(2).plusNanos(random.nextLong(bound.toNanos() / 2 + 1));
  }

  /** Begins again with the shortest. */
  void reset() {
    next = min;
  }
}
