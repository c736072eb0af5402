package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as a process that others watch: when it is ready, and how it ends. */
class ProcessLifeTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final GardenStores stores =
      new GardenStores(
          TestStack.shared().freshDatabase("garden"),
          TestStack.shared().freshRedis(),
          TestStack.shared().elasticsearch().uri());

  @TempDir private Path folder;
  private int port;
  private Process api;

  @BeforeEach
  void start() throws Exception {
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ApiApplication.class.getName());
    command.add("--server.port=" + port);
    command.add("--millrace.termination.notice=8s");
    command.add("--millrace.api.usage.interval=1h");
    command.add("--spring.main.sources=" + GardenDomain.class.getName());
    stores.addresses().forEach((name, value) -> command.add("--" + name + "=" + value));
    api =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("api.log").toFile())
            .start();
  }

  @AfterEach
  void kill() {
    api.destroyForcibly();
  }

  @Test
  void isReadyOnceItsReadModelsWereFilledAndStaysSoWhenTheyAreFilledAnew() throws Exception {
    await("asked", 503);
    assertThat(get("/actuator/health/liveness")).isEqualTo(200);
    stores.recordBackfill(catalog());
    await("ready", 200);
    stores.postgres().execute("update millrace.read_model set backfilled_at = null");
    assertThat(get("/actuator/health/readiness")).isEqualTo(200);
  }

  @Test
  void isUnreadyFirstAndAnswersOnAndThenEndsWithCodeZero() throws Exception {
    stores.recordBackfill(catalog());
    await("ready", 200);
    api.destroy();
    await("unready", 503);
    assertThat(get("/actuator/health/liveness")).isEqualTo(200);
    assertThat(get("/graphql?query=%7Bmotto%7D")).isEqualTo(200);
    assertThat(api.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(api.exitValue()).isZero();
    // What was counted is stored, an hour before its time.
    assertThat(operations("Query.motto")).isEqualTo(1);
  }

  private long operations(String coordinate) throws SQLException {
    try (var connection = stores.postgres().connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select sum(operations) from millrace.field_usage where coordinate = '%s'"
                    .formatted(coordinate))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Catalog catalog() {
    return new CatalogLoader()
        .load(DomainSources.fromClasspath(ProcessLifeTest.class.getClassLoader()));
  }

  private void await(String what, int status) throws Exception {
    var limit = Instant.now().plus(LIMIT);
    while (get("/actuator/health/readiness") != status) {
      assertThat(Instant.now()).as(what).isBefore(limit);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The status of the answer, 0 where nobody listens. */
  private int get(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("GraphQL-Require-Preflight", "1")
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException nobody) {
      return 0;
    }
  }
}
