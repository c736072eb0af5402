package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A lost store shows in the capabilities, and neither in readiness nor in liveness. */
@TestPropertySource(
    properties = {
      "management.endpoint.health.group.capabilities.show-components=always",
      "management.endpoint.health.group.capabilities.show-details=always"
    })
class CapabilitiesTest extends OwnServersTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  @Test
  void nameTheStoreThatIsAwayWhileTheProcessStaysReadyAndAlive() throws Exception {
    awaitStatus("UP");
    // What is asked once was answered.
    assertThat(get("/readiness").statusCode()).isEqualTo(200);
    var servers = Map.of("redis", REDIS, "elasticsearch", ELASTICSEARCH, "postgres", POSTGRES);
    for (var server : servers.entrySet()) {
      try (var _ = away(server.getValue())) {
        var store = capabilities().at("/components/" + server.getKey());
        assertThat(store.path("status").asString()).as(server.getKey()).isEqualTo("DEGRADED");
        assertThat(store.at("/details/without").asString()).isNotBlank();
        assertThat(get("").statusCode()).isEqualTo(200);
        assertThat(get("/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/liveness").statusCode()).isEqualTo(200);
      }
      awaitStatus("UP");
    }
  }

  @Test
  void answerInTimeWhileAStoreHangs() throws Exception {
    try (var _ = hanging(REDIS)) {
      assertThat(capabilities().at("/components/redis/status").asString()).isEqualTo("DEGRADED");
    }
    awaitStatus("UP");
  }

  @Test
  void sayNothingOfAddresses() throws Exception {
    try (var _ = away(REDIS)) {
      assertThat(get("/capabilities").body())
          .doesNotContain("127.0.0.1")
          .doesNotContain("localhost");
    }
    awaitStatus("UP");
  }

  private void awaitStatus(String expected) throws Exception {
    var limit = Instant.now().plus(LIMIT);
    var found = capabilities();
    while (!found.path("status").asString().equals(expected) && Instant.now().isBefore(limit)) {
      found = capabilities();
    }
    assertThat(found.path("status").asString()).as(found.toPrettyString()).isEqualTo(expected);
  }

  private JsonNode capabilities() throws Exception {
    var answer = get("/capabilities");
    assertThat(answer.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    var address = URI.create("http://localhost:%d/actuator/health%s".formatted(port, path));
    return HTTP.send(
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
