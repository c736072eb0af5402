package io.millrace.projector.run;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.TestStack;
import io.millrace.projector.ProjectorApplication;
import io.millrace.write.migration.LoginRoles;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The projector as a process is configured, asked and stopped like any Spring Boot application. */
class ProjectorApplicationTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void theApplicationBecomesReadyAndReportsWhatItHas() throws Exception {
    try (var library = Library.open()) {
      library.sql("insert into book values (1, 'There before')");
      try (var context = ProjectorApplication.start(arguments(library, 0))) {
        var base =
            "http://127.0.0.1:%s/actuator/"
                .formatted(context.getEnvironment().getProperty("local.server.port"));
        library.await("it is ready", () -> get(base + "health/readiness").statusCode() == 200);
        assertThat(get(base + "health/liveness").statusCode()).isEqualTo(200);

        var report = json(get(base + "projector"));
        assertThat(report.path("phase").asString()).isEqualTo("FOLLOWING");
        assertThat(report.path("models").path("Book").path("redis").asLong()).isEqualTo(1);
        assertThat(report.path("models").path("Book").path("elasticsearch").asLong()).isEqualTo(1);
        assertThat(report.path("lagBytes").isNumber()).isTrue();

        assertThat(metric(base, "documents")).isPositive();
        assertThat(metric(base, "lag")).isNotNegative();
        assertThat(metric(base, "store.away")).isZero();
      }
    }
  }

  @Test
  void rolesThatMayNotWriteTheDomainAreEnough() throws Exception {
    try (var library = Library.open()) {
      library.sql("insert into book values (1, 'There before')");
      try (var owner = library.database.connect()) {
        LoginRoles.create(owner);
      }
      try (var context =
          ProjectorApplication.start(
              "--server.port=0",
              "--spring.r2dbc.url=" + library.database.r2dbcUrl(),
              "--spring.r2dbc.username=" + LoginRoles.PROJECTOR,
              "--millrace.database.derivation.username=" + LoginRoles.READER,
              "--spring.elasticsearch.uris=" + TestStack.shared().elasticsearch().uri(),
              "--spring.data.redis.url=" + library.redisUri.toURI(),
              "--millrace.stream.source=" + library.stream.source())) {
        var projector = context.getBean(Projector.class);
        library.await("it is filled", projector::filled);
        library.sql("insert into book values (2, 'Followed')");
        library.await("it is followed", () -> library.lookedUp(Library.book(2)).isPresent());
        library.await("it is searched", () -> library.indexed(Library.book(2)).isPresent());
        assertThat(
                library.value(
                    """
                    select string_agg(distinct usename, ' ' order by usename)
                    from pg_stat_activity where datname = current_database()
                      and backend_type in ('client backend', 'walsender')
                      and pid <> pg_backend_pid()"""))
            .isEqualTo("millrace_projector millrace_reader");
      }
    }
  }

  @Test
  void aLostStoreShowsInTheCapabilitiesAndTakesNeitherReadinessNorLife() throws Exception {
    try (var redis = TestStack.ownRedis();
        var library = Library.openWith(redis.uri());
        var context = ProjectorApplication.start(arguments(library, 0))) {
      var base =
          "http://127.0.0.1:%s/actuator/"
              .formatted(context.getEnvironment().getProperty("local.server.port"));
      library.await("it is ready", () -> get(base + "health/readiness").statusCode() == 200);
      library.await("all is well", () -> capabilities(base).equals("UP"));
      redis.stop();
      library.sql("insert into book values (1, 'While it is away')");
      library.await("Redis is missed", () -> capabilities(base).equals("DEGRADED"));
      assertThat(get(base + "health/readiness").statusCode()).isEqualTo(200);
      assertThat(get(base + "health/liveness").statusCode()).isEqualTo(200);
      library.await("the lag grows old", () -> metric(base, "lag.time") > 0);
      redis.restart();
      library.await("all is well again", () -> capabilities(base).equals("UP"));
    }
  }

  @Test
  void askedToEndItIsUnreadyFirstAndThenEndsWithCodeZeroAndGivesTheSlotBack() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (var library = Library.open()) {
      var command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ProjectorApplication.class.getName(),
                  "--millrace.termination.notice=6s"));
      command.addAll(List.of(arguments(library, port)));
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(DISCARD).start();
      try {
        var readiness = "http://127.0.0.1:%d/actuator/health/readiness".formatted(port);
        library.await("it is ready", () -> status(readiness) == 200);
        process.destroy();
        library.await("it is unready", () -> status(readiness) == 503);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        library.awaitSlotFree();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** The status of the answer, 0 where nobody listens yet. */
  private static int status(String address) {
    try {
      return get(address).statusCode();
    } catch (IllegalStateException nobody) {
      return 0;
    }
  }

  private static String[] arguments(Library library, int port) {
    var database = library.database;
    return new String[] {
      "--server.port=" + port,
      "--spring.r2dbc.url=" + database.r2dbcUrl(),
      "--spring.r2dbc.username=" + database.user(),
      "--spring.r2dbc.password=" + database.password(),
      "--spring.elasticsearch.uris=" + TestStack.shared().elasticsearch().uri(),
      "--spring.data.redis.url=" + library.redisUri.toURI(),
      "--millrace.stream.source=" + library.stream.source()
    };
  }

  private static String capabilities(String base) {
    return json(get(base + "health/capabilities")).path("status").asString();
  }

  private static double metric(String base, String name) {
    return json(get(base + "metrics/millrace.projector." + name))
        .at("/measurements/0/value")
        .asDouble();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static HttpResponse<String> get(String address) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
