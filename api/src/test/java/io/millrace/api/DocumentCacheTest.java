package io.millrace.api;

import static io.millrace.api.PersistedTest.extensions;
import static io.millrace.api.PersistedTest.hash;
import static io.millrace.api.PersistedTest.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents are parsed and validated once for each version that they are asked for in. */
class DocumentCacheTest extends ApiTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);

  @Autowired private MeterRegistry meters;

  @Test
  void aPublishedDocumentRunsInEachVersionThatItIsValidIn() {
    var document = heights();
    var id = publish(document);
    var byId = "{\"documentId\": \"%s\"}".formatted(id);
    assertThat(height("/2027-01/graphql", byId).isNumber()).isTrue();
    assertThat(height("/graphql", byId).isNumber()).isTrue();
    assertThat(height("/2026-11/graphql", byId).asString()).endsWith(" m");
    assertThat(height("/2026-10/graphql", extensions(hash(document))).asString()).endsWith(" m");
  }

  @Test
  void aPublishedDocumentIsRefusedInAVersionThatItDoesNotFit() {
    var document =
        "query H%s { plants(first: 1) { nodes { height(in: \\\"m\\\") } } }".formatted(fresh());
    var text = document.replace("\\\"", "\"");
    var id = publish(text);
    var byId = "{\"documentId\": \"%s\"}".formatted(id);
    assertThat(ask("/2026-11/graphql", byId).has("errors")).isFalse();
    assertThat(ask("/2027-01/graphql", byId).at("/errors/0/extensions/code").asString())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
  }

  @Test
  void isParsedAndValidatedOnceForEachVersionHoweverItIsNamed() {
    var document = heights();
    var id = publish(document);
    double before = misses();
    for (int time = 0; time < 2; time++) {
      for (var body :
          new String[] {
            with("query", document, "{}"),
            with("query", document, extensions(hash(document))),
            extensions(hash(document)),
            "{\"documentId\": \"%s\"}".formatted(id)
          }) {
        assertThat(height("/2026-11/graphql", body).asString()).endsWith(" m");
      }
    }
    assertThat(misses()).isEqualTo(before + 1);
    assertThat(height("/2027-01/graphql", with("query", document, "{}")).isNumber()).isTrue();
    assertThat(height("/graphql", extensions(hash(document))).isNumber()).isTrue();
    assertThat(misses()).isEqualTo(before + 2);
  }

  @Test
  void aHashInTheDatabaseThatIsNotTheTextsOwnPutsNothingInAnothersPlace() {
    var victim = heights();
    var id = "forged-" + UUID.randomUUID();
    stores().publish("default", id, hash(victim), "query Forged%s { motto }".formatted(fresh()));
    awaitKnown(id);
    // In the version that the other one was asked for in.
    assertThat(height("/2026-10/graphql", with("query", victim, "{}")).asString()).endsWith(" m");
  }

  private double misses() {
    return meters
        .get("cache.gets")
        .tags("cache", "documents", "result", "miss")
        .functionCounter()
        .count();
  }

  private static String heights() {
    return "query Heights%s { plants(first: 50) { nodes { height } } }".formatted(fresh());
  }

  private static String fresh() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private String publish(String document) {
    var id = "heights-" + UUID.randomUUID();
    stores().publish("default", id, hash(document), document);
    awaitKnown(id);
    return id;
  }

  /** A node looks for newly published documents once a second at most. */
  private void awaitKnown(String id) {
    var end = Instant.now().plus(LIMIT);
    // In a version of their own, since what is asked here is parsed.
    while (ask("/2026-10/graphql", "{\"documentId\": \"%s\"}".formatted(id))
        .toString()
        .contains("PERSISTED_QUERY_NOT_FOUND")) {
      assertThat(Instant.now()).as("the node knows the document").isBefore(end);
    }
  }

  /** The first height that there is. */
  private JsonNode height(String path, String body) {
    return ask(path, body)
        .at("/data/plants/nodes")
        .valueStream()
        .map(node -> node.get("height"))
        .filter(height -> !height.isNull())
        .findFirst()
        .orElseThrow();
  }

  private JsonNode ask(String path, String body) {
    return JsonMapper.shared()
        .readTree(
            new String(
                WebTestClient.bindToServer()
                    .baseUrl("http://localhost:" + port())
                    .build()
                    .post()
                    .uri(path)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(body)
                    .exchange()
                    .expectBody()
                    .returnResult()
                    .getResponseBody(),
                UTF_8));
  }
}
