package io.millrace.projector;

import io.millrace.projector.run.Projector;
import io.millrace.projector.run.ProjectorState.Phase;
import io.millrace.write.channel.ReadStore;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Capability: what the projector can bring to which store now. */
final class StoresHealthIndicator implements HealthIndicator {

  private static final Status DEGRADED = new Status("DEGRADED");

  private final Projector projector;

  StoresHealthIndicator(Projector projector) {
    this.projector = projector;
  }

  @Override
  public Health health() {
    var state = projector.state();
    var away = state.awayStores();
    boolean all = away.isEmpty() && state.waitingFor().isEmpty() && state.phase() != Phase.HALTED;
    var health = all ? Health.up() : Health.status(DEGRADED);
    for (var store : ReadStore.values()) {
      var reason = away.get(store);
      health.withDetail(
          store.name().toLowerCase(Locale.ROOT), reason == null ? "written" : "away " + reason);
    }
    state.waitingFor().ifPresent(reason -> health.withDetail("waitingFor", reason));
    return health.build();
  }
}
