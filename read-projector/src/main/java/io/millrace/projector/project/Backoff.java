package io.millrace.projector.project;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits between attempts, twice as long each time up to a bound, and by chance between half and the
 * whole of that, so that many projectors don't come back in step.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private int attempts;

  /**
   * Waits before the next attempt.
   *
   * @throws InterruptedException when the projector stops
   */
  public void pause() throws InterruptedException {
    long bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts++, 20));
    Thread.sleep(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
  }

  /** How many times it has waited. */
  public int attempts() {
    return attempts;
  }
}
