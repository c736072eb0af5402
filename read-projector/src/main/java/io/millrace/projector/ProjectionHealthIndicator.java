package io.millrace.projector;

import io.millrace.projector.run.ProjectorState;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Readiness: every read model was filled once, and the process neither drains nor has halted; one
 * that stands by is ready. A store that is away takes nothing out: it must degrade, not remove
 * every node.
 */
class ProjectionHealthIndicator implements HealthIndicator {

  /** Waits for its turn. Boot answers 200 to a status that it does not know. */
  private static final Status STANDBY = new Status("STANDBY");

  private final Supplier<ProjectorState> projector;

  ProjectionHealthIndicator(Supplier<ProjectorState> projector) {
    this.projector = projector;
  }

  @Override
  public Health health() {
    var state = projector.get();
    var health =
        switch (state.phase()) {
          case STANDBY -> Health.status(STANDBY);
          case DRAINING, HALTED -> Health.outOfService();
          case STARTING, BACKFILLING, FOLLOWING, STORE_AWAY ->
              state.filled() ? Health.up() : Health.outOfService();
        };
    health.withDetail("phase", state.phase());
    state.waitingFor().ifPresent(reason -> health.withDetail("waitingFor", reason));
    state.haltedReason().ifPresent(reason -> health.withDetail("haltedReason", reason));
    state.haltedRemedy().ifPresent(remedy -> health.withDetail("haltedRemedy", remedy));
    return health.build();
  }
}
