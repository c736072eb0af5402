package io.millrace.ops.cli;

import io.millrace.ops.bench.BenchFigures;
import io.millrace.ops.bench.GuardFigures;
import io.millrace.ops.bench.ProjectionFigures;
import io.millrace.ops.bench.ScenarioFigures;
import io.millrace.ops.bench.Spread;
import io.millrace.ops.bench.VisibilityFigures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures as a person reads them. */
final class BenchPrinter {

  private BenchPrinter() {}

  static void print(BenchFigures figures, PrintWriter out) {
    out.printf(
        "%,d %s, %d connections, %d rounds, %d processors shared by all of it;"
            + " medians of the rounds, [least to most]%n%n",
        figures.size(),
        figures.unit(),
        figures.connections(),
        figures.rounds(),
        figures.processors());
    figures.scenarios().forEach(scenario -> print(scenario, out));
    out.println("A mutation is seen, milliseconds from its request (from its answer):");
    figures.visibility().forEach(visibility -> print(visibility, out));
    out.println();
    print(figures.projection(), out);
    out.println();
    out.println("Memory in use at the end, MiB:");
    figures
        .memoryBytes()
        .forEach((process, bytes) -> out.printf("  %-20s %,6d%n", process, bytes >> 20));
    out.flush();
  }

  private static void print(ScenarioFigures scenario, PrintWriter out) {
    out.printf("%s: answers of %,d bytes%n", scenario.name(), scenario.answerBytes());
    print("operation", scenario.operation(), out);
    print("static", scenario.fixed(), out);
    out.printf(
        "  ratio      throughput %s, processor of the API %s; round trips %s%n%n",
        text("%.2f", scenario.throughputRatio()),
        text("%.1f", scenario.processorRatio()),
        scenario.roundTrips().isEmpty()
            ? "not counted"
            : scenario.roundTrips().entrySet().stream()
                .map(entry -> "%s %.1f".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ")));
  }

  private static void print(String name, ScenarioFigures.Side side, PrintWriter out) {
    out.printf(
        "  %-10s %s/s, p50 %s ms, p99 %s ms; processor µs: %s%n",
        name,
        text("%,.0f", side.requestsPerSecond()),
        text("%.1f", side.p50Millis()),
        text("%.1f", side.p99Millis()),
        side.processorMicros().entrySet().stream()
            .map(entry -> "%s %,.0f".formatted(entry.getKey(), entry.getValue().median()))
            .collect(Collectors.joining(", ")));
  }

  private static String text(String format, Spread spread) {
    return "%s [%s to %s]"
        .formatted(
            format.formatted(spread.median()),
            format.formatted(spread.least()),
            format.formatted(spread.most()));
  }

  private static void print(VisibilityFigures visibility, PrintWriter out) {
    out.printf(
        "  %4d/s  %,d mutations, %d not seen in time%n",
        visibility.perSecond(), visibility.mutations(), visibility.missing());
    for (var store :
        Map.of("lookup", visibility.lookup(), "search", visibility.search()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .toList()) {
      var delay = store.getValue();
      out.printf(
          "          %-8s p50 %.1f (%.1f), p99 %.1f (%.1f)%n",
          store.getKey(),
          delay.fromRequestP50Millis(),
          delay.fromAnswerP50Millis(),
          delay.fromRequestP99Millis(),
          delay.fromAnswerP99Millis());
    }
  }

  static void print(List<GuardFigures> figures, PrintWriter out) {
    out.println("With all guards, without, and the ratio; medians of the rounds, [least to most]:");
    for (var each : figures) {
      out.printf(
          """
          %n%s
            requests/s           %s, %s, ratio %s
            p50 ms               %s, %s
            processor of the API %s µs, %s µs, ratio %s
          """,
          each.name(),
          text("%,.0f", each.guarded().requestsPerSecond()),
          text("%,.0f", each.unguarded().requestsPerSecond()),
          text("%.2f", each.throughputRatio()),
          text("%.1f", each.guarded().p50Millis()),
          text("%.1f", each.unguarded().p50Millis()),
          text("%,.0f", each.guarded().processorMicros()),
          text("%,.0f", each.unguarded().processorMicros()),
          text("%.2f", each.processorRatio()));
    }
    out.flush();
  }

  static void print(ProjectionFigures figures, PrintWriter out) {
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
