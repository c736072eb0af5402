package io.millrace.projector;

import io.millrace.projector.run.Projector;
import io.millrace.projector.run.ProjectorState;
import io.millrace.projector.run.ProjectorState.Phase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Liveness: the main loop makes progress. Markers are written every second, so a projector that
 * follows and takes nothing for minutes hangs. One that waits for a server does not.
 */
@Component("progressHealthIndicator")
class ProgressHealthIndicator implements HealthIndicator {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Projector projector;
  private @Nullable Object lastSeen;
  private long seenAt;

  ProgressHealthIndicator(Projector projector) {
    this.projector = projector;
    this.seenAt = System.nanoTime();
  }

  @Override
  public synchronized Health health() {
    var state = projector.state();
    var seen = progress(state);
    long now = System.nanoTime();
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
    return java.util.List.of(state.phase(), state.documents(), state.source().toString());
  }
}
