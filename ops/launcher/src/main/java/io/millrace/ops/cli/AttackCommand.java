package io.millrace.ops.cli;

import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.millrace.ops.attack.AttackFigures;
import io.millrace.ops.attack.AttackRun;
import io.millrace.ops.attack.Bystander;
import io.millrace.ops.identity.DevelopmentIssuer;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.ops.run.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Attacks what runs. */
@Command(
    name = "attack",
    description =
        "Sends hostile requests to a running API of this domain and says which of them it did not"
            + " withstand. Never against an installation that others use.",
    mixinStandardHelpOptions = true)
final class AttackCommand implements Callable<Integer> {

  private static final Duration TOKENS_LAST = Duration.ofHours(12);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--url", description = "Where the API answers (default: what runs here).")
  private @Nullable URI url;

  @Option(
      names = "--requests",
      defaultValue = "10000",
      description = "How many requests are changed at random (default ${DEFAULT-VALUE}).")
  private int requests;

  @Option(
      names = "--seed",
      defaultValue = "20261125",
      description = "Of everything random (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "A bearer token that the API takes, so that what it lets its holder do is attacked too;"
              + " several of different people are better (default: of some whom the domain knows,"
              + " where the API runs here).")
  private List<String> tokens = List.of();

  @Option(names = "--json", description = "A file for what came of each kind, as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    var api = url == null ? URI.create(Running.addresses().api()) : url;
    var schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(Running.catalog().published());
    var err = spec.commandLine().getErr();
    var figures =
        new AttackRun(api, schema, tokens(), seed)
            .run(
                requests,
                line -> {
                  err.println("millrace: " + line);
                  err.flush();
                });
    if (json != null) {
      Files.writeString(
          json,
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(figures));
    }
    print(figures, spec.commandLine().getOut());
    return figures.violations().isEmpty() ? 0 : 1;
  }

  private List<String> tokens() throws IOException {
    return tokens.isEmpty() && url == null
        ? new KnownCallers(DevelopmentIssuer.in(Workspace.locate().identity()), TOKENS_LAST).some()
        : tokens;
  }

  private static void print(AttackFigures figures, PrintWriter out) {
    figures.kinds().forEach(kind -> out.printf("%-55s %s%n", kind.name(), kind.outcomes()));
    out.println();
    figures.kinds().stream()
        .flatMap(kind -> kind.timings().entrySet().stream())
        .forEach(
            timing ->
                out.printf(
                    "%s: %.2f ms where there is something, %.2f ms where not%n",
                    timing.getKey(), timing.getValue().getFirst(), timing.getValue().getLast()));
    print("a client undisturbed", figures.quiet(), out);
    print("a client beside the attack", figures.beside(), out);
    out.printf(
        "ratio p50 %.1f, p99 %.1f%n%n",
        figures.beside().p50Millis() / figures.quiet().p50Millis(),
        figures.beside().p99Millis() / figures.quiet().p99Millis());
    for (var violation : figures.violations()) {
      out.printf(
          "%s: %s%n  > %s%n  < %s%n",
          violation.attack(), violation.what(), violation.request(), violation.response());
    }
    out.printf(
        "%d kinds, %d violations, seed %d%n",
        figures.kinds().size(), figures.violations().size(), figures.seed());
    out.flush();
  }

  private static void print(String who, Bystander.Latency latency, PrintWriter out) {
    out.printf(
        "%-30s %,6d requests, %d not answered, p50 %.1f ms, p99 %.1f ms%n",
        who, latency.requests(), latency.unanswered(), latency.p50Millis(), latency.p99Millis());
  }
}
