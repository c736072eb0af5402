package io.millrace.ops.cli;

import io.millrace.ops.bench.Bench;
import io.millrace.ops.bench.BenchFigures;
import io.millrace.ops.bench.ProjectionBench;
import io.millrace.ops.bench.ProjectionFigures;
import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.identity.DevelopmentIssuer;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.ops.run.Run;
import io.millrace.ops.run.Settings;
import io.millrace.ops.run.Stores;
import io.millrace.ops.run.Workspace;
import io.millrace.ops.stack.LocalStack;
import io.millrace.ops.stack.PortChoice;
import io.millrace.ops.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
  private static final Duration TOKENS_LAST = Duration.ofDays(1);
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
    var benchmark =
        LauncherExtension.all().stream()
            .flatMap(extension -> extension.benchmark().stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "This domain has no benchmark: its LauncherExtension gives none."));
    var home = Workspace.locate().home().resolve("bench");
    var workspace = new Workspace(Workspace.locate().dist(), home);
    var err = spec.commandLine().getErr();
    int units = size == null ? benchmark.data().usualSize() : size;
    if (LocalStack.owner(home).isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "A benchmark runs already, in the folder %s.".formatted(home));
    }
    delete(home); // of one that was killed
    BenchFigures figures;
    try (var run =
        new Run(
            workspace,
            Settings.stream(Map.of()),
            new Run.Manner(false, true, false, Map.of(BENCH_ENABLED, "true")),
            err)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(run::close));
      var addresses =
          run.start(
              preparing ->
                  Stores.local(
                      StackSettings.in(home)
                          .withPorts(PortChoice.any(), PortChoice.any(), PortChoice.any()),
                      (server, step) -> say("%s: %s".formatted(server, step)),
                      preparing),
              PortChoice.any(),
              Optional.of(new Run.Filling(benchmark.data(), units)));
      figures =
          new Bench(
                  addresses,
                  benchmark,
                  Running.catalog(),
                  new KnownCallers(DevelopmentIssuer.in(workspace.identity()), TOKENS_LAST))
              .run(
                  new Bench.Extent(units, rounds, Duration.ofSeconds(seconds), connections, rates),
                  this::say);
    } finally {
      delete(home);
    }
    BenchPrinter.print(figures, spec.commandLine().getOut());
    if (json != null) {
      Files.writeString(json, JSON.writeValueAsString(figures));
    }
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      ResetCommand.delete(folder);
    }
  }

  private void say(String line) {
    var err = spec.commandLine().getErr();
    err.println("millrace: " + line);
    err.flush();
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
