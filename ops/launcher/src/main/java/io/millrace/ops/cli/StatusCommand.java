package io.millrace.ops.cli;

import io.millrace.ops.status.StatusReader;
import io.millrace.ops.status.StatusReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says how everything is. */
@Command(
    name = "status",
    description = "Addresses, health, positions, lag, and the documents in each store.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--exact",
      description = "Scan Redis' documents instead of asking for the live count.")
  private boolean exact;

  @Option(
      names = "--wait",
      description = "First wait until everything committed so far is published for both stores.")
  private boolean await;

  @Option(
      names = "--timeout",
      description = "How long to wait, in seconds (default ${DEFAULT-VALUE}).",
      defaultValue = "600")
  private int timeoutSeconds;

  @Override
  public Integer call() throws Exception {
    try (var reader = new StatusReader(Running.addresses(), Running.catalog())) {
      boolean published = !await || reader.awaitPublished(Duration.ofSeconds(timeoutSeconds));
      var report = reader.read(exact);
      var out = spec.commandLine().getOut();
      if (json) {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        out.println(mapper.writeValueAsString(report));
      } else {
        print(report, out);
      }
      if (!published) {
        spec.commandLine()
            .getErr()
            .printf("millrace: not everything was published within %d s%n", timeoutSeconds);
      }
      return published && report.halted() == null ? 0 : 1;
    }
  }

  private static void print(StatusReport report, PrintWriter out) {
    out.printf("GraphQL        %s  %s%n", report.api(), report.health().get("api"));
    out.printf("projector      %s  %s%n", report.projector(), report.health().get("projector"));
    out.printf("Postgres       %s%n", report.postgres());
    out.printf("Elasticsearch  %s%n", report.elasticsearch());
    out.printf("Redis          %s%n%n", report.redis());
    out.printf(
        "published      lookups %s, searches %s, %s bytes behind%n%n",
        report.lookupPosition(), report.searchPosition(), report.lagBytes());
    out.printf("%-16s %12s %14s %12s%n", "read model", "Postgres", "Elasticsearch", "Redis");
    report
        .models()
        .forEach(
            (model, counts) ->
                out.printf(
                    "%-16s %,12d %,14d %,12d%s%n",
                    model,
                    counts.postgres(),
                    counts.elasticsearch(),
                    counts.redis(),
                    report.backfilling().contains(model)
                        ? "  backfilling"
                        : counts.equal() ? "" : "  differ"));
    if (report.halted() != null) {
      out.printf("%nThe projector has stopped: %s%n", report.halted());
      out.printf("What helps: %s%n", report.remedy());
    }
  }
}
