package io.millrace.projector;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.projector.run.Projector;
import io.millrace.projector.run.ProjectorState;
import io.millrace.projector.run.ProjectorState.Phase;
import io.millrace.write.channel.ReadStore;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The projector's meters, {@code millrace.projector.*}; what is counted begins with each session.
 */
final class ProjectorMeters implements MeterBinder {

  private static final String BYTES = "bytes";

  private final Projector projector;

  ProjectorMeters(Projector projector) {
    this.projector = projector;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "documents", "Documents derived", ProjectorState::documents);
    counter(registry, "batches", "Batches derived", ProjectorState::batches);
    counter(
        registry,
        "derivation.retries",
        "How often Postgres was asked again",
        ProjectorState::derivationRetries);
    counter(
        registry,
        "visibility.retries",
        "Snapshots that did not see a transaction of their batch yet",
        ProjectorState::visibilityRetries);
    counter(
        registry, "outdated", "Derivations thrown away for their age", ProjectorState::outdated);
    Gauge.builder(name("lag"), projector, p -> orUnknown(p.lagBytes()))
        .description("The log between its end and what both stores have")
        .baseUnit(BYTES)
        .register(registry);
    Gauge.builder(
            name("lag.time"),
            projector,
            p -> p.lag().map(age -> age.toMillis() / 1000.0).orElse(Double.NaN))
        .description("For how long the log has had something that not both stores have")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder(name("slot.retained"), projector, p -> orUnknown(p.slotRetainedBytes()))
        .description("The log that the server keeps on its disk for the replication slot")
        .baseUnit(BYTES)
        .register(registry);
    Gauge.builder(name("slot.distance"), projector, p -> orUnknown(p.slotDistanceBytes()))
        .description("The log that the replication slot holds back")
        .baseUnit(BYTES)
        .register(registry);
    for (var store : ReadStore.values()) {
      Gauge.builder(
              name("store.away"), projector, p -> p.state().awayStores().containsKey(store) ? 1 : 0)
          .description("1 while the store does not answer")
          .tag("store", store.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder(name("standby"), projector, p -> p.state().phase() == Phase.STANDBY ? 1 : 0)
        .description("1 while another projector owns the slot and this one would take over")
        .register(registry);
    Gauge.builder(name("halted"), projector, p -> p.state().phase() == Phase.HALTED ? 1 : 0)
        .description("1 once the projector has stopped for good")
        .register(registry);
  }

  private void counter(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<ProjectorState> count) {
    FunctionCounter.builder(name(name), projector, p -> count.applyAsDouble(p.state()))
        .description(description)
        .register(registry);
  }

  private static double orUnknown(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }

  private static String name(String name) {
    return "millrace.projector." + name;
  }
}
