package io.millrace.projector;

import io.millrace.projector.run.Projector;
import io.millrace.projector.run.ProjectorState.Phase;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Readiness: every read model was filled once, and the process neither drains nor has halted. A
 * store that is away takes nothing out: it must degrade, not remove every node.
 */
@Component("projectionHealthIndicator")
class ProjectionHealthIndicator implements HealthIndicator {

  private final Projector projector;

  ProjectionHealthIndicator(Projector projector) {
    this.projector = projector;
  }

  @Override
  public Health health() {
    var state = projector.state();
    boolean ready =
        state.filled() && state.phase() != Phase.DRAINING && state.phase() != Phase.HALTED;
    var health = ready ? Health.up() : Health.outOfService();
    health.withDetail("phase", state.phase());
    state.waitingFor().ifPresent(reason -> health.withDetail("waitingFor", reason));
    state.haltedReason().ifPresent(reason -> health.withDetail("haltedReason", reason));
    state.haltedRemedy().ifPresent(remedy -> health.withDetail("haltedRemedy", remedy));
    return health.build();
  }
}
