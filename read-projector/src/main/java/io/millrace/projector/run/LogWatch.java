package io.millrace.projector.run;

import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Tells for how long the log has had something that the stores do not have: remembers when the log
 * ended where. The oldest end that they have not reached says it. Positions carry no time of their
 * own, and a commit's time says nothing while nothing commits.
 */
final class LogWatch {

  /** An hour of seconds; when it is full the oldest stays and the next oldest goes. */
  private static final int MOST_SAMPLES = 3_600;

  private record Sample(long nanoTime, WalPosition end) {}

  private final ArrayDeque<Sample> unreached = new ArrayDeque<>();

  /**
   * Remembers where the log ends.
   *
   * @param nanoTime when, as {@link System#nanoTime} says it
   */
  synchronized void ends(WalPosition end, long nanoTime) {
    var last = unreached.peekLast();
    if (last != null && end.compareTo(last.end()) <= 0) {
      return;
    }
    if (unreached.size() == MOST_SAMPLES) {
      var oldest = unreached.removeFirst();
      unreached.removeFirst();
      unreached.addFirst(oldest);
    }
    unreached.addLast(new Sample(nanoTime, end));
  }

  /**
   * How long the stores have been behind.
   *
   * @param position up to where both have everything; empty before that is known
   */
  synchronized Optional<Duration> behind(Optional<WalPosition> position, long nanoTime) {
    if (position.isEmpty()) {
      return Optional.empty();
    }
    while (!unreached.isEmpty() && unreached.getFirst().end().compareTo(position.get()) <= 0) {
      unreached.removeFirst();
    }
    return Optional.of(
        unreached.isEmpty()
            ? Duration.ZERO
            : Duration.ofNanos(nanoTime - unreached.getFirst().nanoTime()));
  }
}
