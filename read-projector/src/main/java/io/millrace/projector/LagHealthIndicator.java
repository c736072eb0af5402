package io.millrace.projector;

import io.millrace.projector.run.Projector;
import java.util.OptionalLong;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Capability: how far the read models are behind the log. */
final class LagHealthIndicator implements HealthIndicator {

  private final Projector projector;

  LagHealthIndicator(Projector projector) {
    this.projector = projector;
  }

  @Override
  public Health health() {
    var bytes = projector.lagBytes();
    var health = bytes.isPresent() ? Health.up() : Health.unknown();
    detail(health, "bytes", bytes);
    detail(health, "slotBytes", projector.slotDistanceBytes());
    projector.lag().ifPresent(age -> health.withDetail("seconds", age.toMillis() / 1000.0));
    return health.build();
  }

  private static void detail(Health.Builder health, String name, OptionalLong value) {
    value.ifPresent(number -> health.withDetail(name, number));
  }
}
