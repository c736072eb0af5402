package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as a process that is asked to end. */
class TerminationTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

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
    command.add("--millrace.termination.notice=3s");
    command.add("--spring.main.sources=" + GardenDomain.class.getName());
    GardenStores.shared()
        .addresses()
        .forEach((name, value) -> command.add("--" + name + "=" + value));
    api =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("api.log").toFile())
            .start();
    await("ready", 200);
  }

  @AfterEach
  void kill() {
    api.destroyForcibly();
  }

  @Test
  void isUnreadyFirstAndAnswersOnAndThenEndsWithCodeZero() throws Exception {
    api.destroy();
    await("unready", 503);
    assertThat(get("/actuator/health/liveness")).isEqualTo(200);
    assertThat(get("/graphql?query=%7Bmotto%7D")).isEqualTo(200);
    assertThat(api.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(api.exitValue()).isZero();
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
