package io.millrace.ops.bench;

import io.millrace.ops.extension.Benchmark;
import io.millrace.ops.extension.Scenario;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.status.StatusReader;
import io.millrace.schema.catalog.Catalog;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/** Everything that is measured, on a run that is filled and helps benchmarks. */
public final class Bench {

  private static final int PROJECTED_KEYS = 50_000;
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(10);

  private final Addresses addresses;
  private final Benchmark benchmark;
  private final Catalog catalog;
  private final KnownCallers callers;

  /**
   * Of what runs at these addresses.
   *
   * @param callers those who ask in the scenarios
   */
  public Bench(Addresses addresses, Benchmark benchmark, Catalog catalog, KnownCallers callers) {
    this.addresses = addresses;
    this.benchmark = benchmark;
    this.catalog = catalog;
    this.callers = callers;
  }

  /**
   * How much is measured.
   *
   * @param size of the data
   * @param warmUp rounds of the scenarios at most, before those that count
   * @param rounds of everything that is measured in rounds
   * @param stretch of each side of each scenario in a round, and twice of that for each rate
   * @param connections that ask at once
   * @param rates of mutations, in a second
   */
  public record Extent(
      int size, int warmUp, int rounds, Duration stretch, int connections, List<Integer> rates) {

    public Extent {
      rates = List.copyOf(rates);
    }
  }

  /**
   * Waits until what was changed so far is projected, so that it is not counted to what follows.
   */
  @FunctionalInterface
  interface Settling {
    void settle() throws SQLException, InterruptedException;
  }

  /** Measures, when all of the data is projected. */
  public BenchFigures run(Extent extent, Consumer<String> progress) throws Exception {
    var scenarios = new ArrayList<ScenarioFigures>();
    var visibility = new ArrayList<VisibilityFigures>();
    var database = DatabaseAddress.parse(addresses.postgres());
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var status = new StatusReader(addresses, catalog)) {
      Settling settling =
          () -> {
            if (!status.awaitPublished(SETTLE_LIMIT)) {
              throw new IllegalStateException("Not projected within " + SETTLE_LIMIT);
            }
          };
      settling.settle();
      var bench =
          new ScenarioBench(addresses, benchmark.scenarios(), connection, callers, settling);
      scenarios.addAll(
          bench.run(
              extent.warmUp(), extent.rounds(), extent.stretch(), extent.connections(), progress));
      var mutation = benchmark.scenarios().stream().filter(Scenario::isMutation).findFirst();
      if (mutation.isPresent()) {
        var requests = ScenarioRequests.read(mutation.get(), connection, callers);
        for (int rate : extent.rates()) {
          settling.settle();
          progress.accept("%d mutations a second".formatted(rate));
          visibility.add(
              new VisibilityBench(addresses, requests).run(rate, extent.stretch().multipliedBy(2)));
        }
        settling.settle();
      }
    }
    progress.accept("projecting");
    try (var projection = new ProjectionBench(addresses, catalog)) {
      var projected = projection.run(extent.rounds(), PROJECTED_KEYS, progress);
      var memory = new LinkedHashMap<String, Long>();
      ProcessorUse.processes(addresses)
          .forEach(process -> memory.put(process.name(), process.residentBytes()));
      return new BenchFigures(
          extent.size(),
          benchmark.data().unit(),
          Runtime.getRuntime().availableProcessors(),
          extent.connections(),
          extent.rounds(),
          List.copyOf(scenarios),
          List.copyOf(visibility),
          projected,
          memory);
    }
  }
}
