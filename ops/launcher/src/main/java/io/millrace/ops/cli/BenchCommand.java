package io.millrace.ops.cli;

import io.millrace.ops.bench.Bench;
import io.millrace.ops.bench.GuardBench;
import io.millrace.ops.bench.ProjectionBench;
import io.millrace.ops.bench.ProjectionFigures;
import io.millrace.ops.run.DatabaseAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Benchmarks. */
@Command(
    name = "bench",
    description =
        "Starts everything in a folder of its own, fills it with generated data, measures"
            + " operations, projection and how soon changes are seen, and deletes it again.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  private static final String BENCH_ENABLED = "MILLRACE_API_BENCH_ENABLED";

  /** Counted, and never reached. */
  private static final Map<String, String> HIGH_RATES =
      Map.of(
          "MILLRACE_API_RATE_ADDRESSPERSECOND", "1000000000",
          "MILLRACE_API_RATE_CLIENTPERSECOND", "1000000000");

  private static final Map<String, String> UNGUARDED =
      Map.of("MILLRACE_API_BENCH_UNGUARDED", "true");

  private static final String WARM_UP =
      "How many rounds at most come before and count for nothing; fewer, when nothing gets faster"
          + " any more (default ${DEFAULT-VALUE}).";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--size", description = "How many of the data's unit (default: the domain's).")
  private @Nullable Integer size;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How many, in which everything takes turns (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--warm-up", defaultValue = "8", description = WARM_UP)
  private int warmUp;

  @Option(
      names = "--seconds",
      defaultValue = "4",
      description =
          "How long each scenario and its static answers are asked for in a round (default"
              + " ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "How many ask at once (default ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "50,200",
      description = "Mutations a second while it is measured when they are seen.")
  private List<Integer> rates = List.of();

  @Option(names = "--json", description = "A file for all figures as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    var bench = new BenchRun(spec.commandLine());
    int units = bench.size(size);
    var extent =
        new Bench.Extent(units, warmUp, rounds, Duration.ofSeconds(seconds), connections, rates);
    var figures =
        bench.measured(
            units,
            Map.of(BENCH_ENABLED, "true"),
            (_, addresses, callers) ->
                new Bench(addresses, bench.benchmark(), Running.catalog(), callers)
                    .run(extent, bench::say));
    BenchPrinter.print(figures, spec.commandLine().getOut());
    if (json != null) {
      Files.writeString(json, JSON.writeValueAsString(figures));
    }
    return 0;
  }

  /** Measures the guards' price. */
  @Command(
      name = "guards",
      description =
          "Starts everything in a folder of its own, with a second API that has no guards, and asks"
              + " both for the same, in turns.",
      mixinStandardHelpOptions = true)
  Integer guards(
      @Option(names = "--size", description = "How many of the data's unit.")
          @Nullable Integer asked,
      @Option(names = "--warm-up", defaultValue = "8", description = WARM_UP) int before,
      @Option(
              names = "--rounds",
              defaultValue = "5",
              description = "How many count (default ${DEFAULT-VALUE}).")
          int turns,
      @Option(
              names = "--seconds",
              defaultValue = "4",
              description = "For each API and operation in a round (default ${DEFAULT-VALUE}).")
          int time,
      @Option(
              names = "--connections",
              defaultValue = "8",
              description = "How many ask at once (default ${DEFAULT-VALUE}).")
          int atOnce,
      @Option(names = "--json", description = "A file for all figures as JSON.")
          @Nullable Path file)
      throws Exception {
    var bench = new BenchRun(spec.commandLine());
    var figures =
        bench.measured(
            bench.size(asked),
            HIGH_RATES,
            (run, addresses, callers) -> {
              var unguarded = run.startAnotherApi(UNGUARDED);
              var database = DatabaseAddress.parse(addresses.postgres());
              try (var connection =
                      DriverManager.getConnection(
                          database.jdbcUrl(), database.user(), database.password());
                  var measuring =
                      new GuardBench(
                          URI.create(addresses.api()),
                          unguarded,
                          bench.benchmark().scenarios(),
                          connection,
                          callers,
                          atOnce)) {
                return measuring.run(before, turns, Duration.ofSeconds(time), bench::say);
              }
            });
    BenchPrinter.print(figures, spec.commandLine().getOut());
    if (file != null) {
      Files.writeString(file, JSON.writeValueAsString(figures));
    }
    return 0;
  }

  /** Measures projecting. */
  @Command(
      name = "projection",
      description =
          "Derives and writes all documents by the projector's own path, and writes the same"
              + " finished documents by plain _bulk and pipelined SET, in turns.",
      mixinStandardHelpOptions = true)
  Integer projection(
      @Option(
              names = "--rounds",
              defaultValue = "3",
              description = "How many, after one that warms up (default ${DEFAULT-VALUE}).")
          int rounds,
      @Option(
              names = "--keys",
              defaultValue = "50000",
              description =
                  "The most keys taken of each read model, which all are kept in memory (default"
                      + " ${DEFAULT-VALUE}).")
          int keys,
      @Option(names = "--json", description = "Print JSON.") boolean printJson)
      throws Exception {
    var err = spec.commandLine().getErr();
    ProjectionFigures figures;
    try (var bench = new ProjectionBench(Running.addresses(), Running.catalog())) {
      figures =
          bench.run(
              rounds,
              keys,
              line -> {
                err.println(line);
                err.flush();
              });
    }
    var out = spec.commandLine().getOut();
    if (printJson) {
      out.println(JSON.writeValueAsString(figures));
    } else {
      BenchPrinter.print(figures, out);
    }
    return 0;
  }
}
