package io.millrace.ops.cli;

import io.millrace.ops.bench.ProjectionBench;
import io.millrace.ops.bench.ProjectionFigures;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Benchmarks of what is up. */
@Command(
    name = "bench",
    description = "Measures what is up, in names of its own that are deleted afterwards.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which benchmark?");
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
      @Option(names = "--json", description = "Print JSON.") boolean json)
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
    if (json) {
      var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      out.println(mapper.writeValueAsString(figures));
    } else {
      print(figures, out);
    }
    return 0;
  }

  private static void print(ProjectionFigures figures, PrintWriter out) {
    out.printf(
        "projector  %,9.0f documents/s (median of %d rounds)%n",
        figures.projectorPerSecond(), figures.rounds().size());
    out.printf("ceiling    %,9.0f documents/s%n", figures.ceilingPerSecond());
    out.printf("ratio      %9.2f%n%n", figures.ratio());
    var last = figures.rounds().getLast();
    out.println("The projector's steps in the last round, as shares of its time; they overlap:");
    last.shares().forEach((step, share) -> out.printf("  %-20s %3.0f %%%n", step, share * 100));
    out.println();
    out.println("Microseconds of processor a document in the last round, projector and ceiling:");
    last.projectorProcessor()
        .forEach(
            (process, seconds) ->
                out.printf(
                    "  %-20s %6.0f %6.0f%n",
                    process,
                    seconds * 1e6 / figures.documents(),
                    last.ceilingProcessor().getOrDefault(process, 0.0)
                        * 1e6
                        / figures.documents()));
  }
}
