package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every series that dashboard, alerts and the operators' page name comes from the running system.
 */
final class TelemetryIT {

  private static final Path DEPLOY = Path.of("../deploy");
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final Pattern SERIES =
      Pattern.compile("\\b(?:millrace|resilience4j|r2dbc|cache|jvm|http)_[a-z0-9_]+");

  @TempDir private Path home;

  @Test
  void everySeriesOfDashboardAlertsAndDocumentsIsSentByTheRunningSystem() throws Exception {
    var wanted = wanted();
    assertThat(wanted).hasSizeGreaterThan(20);
    try (var receiver = new MetricsReceiver();
        var millrace =
            new Installation(
                home,
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    receiver.endpoint(),
                    "MANAGEMENT_OTLP_METRICS_EXPORT_STEP",
                    "1s"))) {
      millrace.up("--demo-products", "20").succeeded();
      millrace.query("{ products(first: 2, query: \"copper\") { nodes { id name } } }");
      millrace.ask("{ noSuchField }", Map.of());
      long deadline = System.nanoTime() + LIMIT_NANOS;
      while (!receiver.series().containsAll(wanted)) {
        assertThat(System.nanoTime())
            .as(
                () ->
                    "missing: %s; sent: %s"
                        .formatted(missing(wanted, receiver), new TreeSet<>(receiver.series())))
            .isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(receiver.services()).contains("millrace-api", "millrace-projector");
    }
  }

  private static Set<String> missing(Set<String> wanted, MetricsReceiver receiver) {
    var missing = new TreeSet<>(wanted);
    missing.removeAll(receiver.series());
    return missing;
  }

  private static Set<String> wanted() throws IOException {
    var expressions = new StringBuilder(Files.readString(DEPLOY.resolve("alerts.yml")));
    expressions.append(Files.readString(Path.of("../docs/operate.md")));
    JsonMapper.shared()
        .readTree(Files.readString(DEPLOY.resolve("grafana/dashboards/millrace.json")))
        .findValues("expr")
        .forEach(expression -> expressions.append('\n').append(expression.asString()));
    var names = new TreeSet<String>();
    SERIES.matcher(expressions).results().forEach(found -> names.add(found.group()));
    return names;
  }
}
