package io.millrace.api.health;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Liveness: every event loop of the server makes progress. Each probe asks the loops to answer; one
 * that has not answered an earlier probe for long is held by something that blocks, and only a new
 * process helps the connections that it has.
 */
final class EventLoopsHealthIndicator implements HealthIndicator {

  private static final long ANSWERED = 0;

  private final List<Beat> beats;
  private final Duration patience;
  private final LongSupplier nanoTime;

  /** When a loop was asked, until it answers. */
  private record Beat(EventExecutor loop, AtomicLong askedAt) {}

  /**
   * @param patience how long a loop may be busy with one thing
   */
  EventLoopsHealthIndicator(
      Iterable<EventExecutor> loops, Duration patience, LongSupplier nanoTime) {
    var found = new ArrayList<Beat>();
    loops.forEach(loop -> found.add(new Beat(loop, new AtomicLong(ANSWERED))));
    this.beats = List.copyOf(found);
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  @Override
  public Health health() {
    long now = nanoTime.getAsLong();
    var longest = Duration.ZERO;
    for (var beat : beats) {
      if (beat.askedAt().compareAndSet(ANSWERED, now)) {
        beat.loop().execute(() -> beat.askedAt().set(ANSWERED));
      } else {
        long askedAt = beat.askedAt().get();
        var silent = askedAt == ANSWERED ? Duration.ZERO : Duration.ofNanos(now - askedAt);
        longest = silent.compareTo(longest) > 0 ? silent : longest;
      }
    }
    return longest.compareTo(patience) > 0
        ? Health.down().withDetail("eventLoopSilentFor", longest.toString()).build()
        : Health.up().withDetail("eventLoops", beats.size()).build();
  }
}
