package io.millrace.projector;

import io.millrace.projector.run.ProjectorState;
import io.millrace.projector.run.ProjectorState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Liveness: the main loop makes progress. Markers are written every second, so a projector that
 * follows and takes nothing for minutes hangs. One that waits for a server does not.
 */
class ProgressHealthIndicator implements HealthIndicator {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Supplier<ProjectorState> projector;
  private final LongSupplier nanoTime;
  private @Nullable Object lastSeen;
  private long seenAt;

  /**
   * @param projector what it is doing
   * @param nanoTime the clock, like {@link System#nanoTime}
   */
  ProgressHealthIndicator(Supplier<ProjectorState> projector, LongSupplier nanoTime) {
    this.projector = projector;
    this.nanoTime = nanoTime;
    this.seenAt = nanoTime.getAsLong();
  }

  @Override
  public synchronized Health health() {
    var state = projector.get();
    var seen = progress(state);
    long now = nanoTime.getAsLong();
    if (!seen.equals(lastSeen) || state.phase() != Phase.FOLLOWING) {
      lastSeen = seen;
      seenAt = now;
    }
    var still = Duration.ofNanos(now - seenAt);
    return still.compareTo(PATIENCE) > 0
        ? Health.down().withDetail("noProgressFor", still.toString()).build()
        : Health.up().build();
  }

  private static Object progress(ProjectorState state) {
    return List.of(state.phase(), state.documents(), state.source().toString());
  }
}
