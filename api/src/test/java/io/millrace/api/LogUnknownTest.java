package io.millrace.api;

import static io.millrace.api.PersistedTest.extensions;
import static io.millrace.api.PersistedTest.fresh;
import static io.millrace.api.PersistedTest.hash;
import static io.millrace.api.PersistedTest.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The mode between the two: everything runs, and what nobody has published is told. */
@TestPropertySource(
    properties = {"millrace.api.persisted.mode=log-unknown", "millrace.api.http.batch-size=4"})
@ExtendWith(OutputCaptureExtension.class)
class LogUnknownTest extends ApiTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String ANSWER = "Festina lente";

  @Autowired private MeterRegistry meters;

  @Test
  void anUnknownDocumentRunsAndIsLoggedOnceAndCountedEachTime(CapturedOutput log) {
    var document = fresh();
    double before = counted();
    for (int time = 0; time < 3; time++) {
      assertThat(post(with("query", document, "{}"))).contains(ANSWER);
    }
    assertThat(counted()).isEqualTo(before + 3);
    assertThat(lines(log, document))
        .singleElement()
        .asString()
        .contains(
            "Document not published: client=web sha256=%s operation=%s"
                .formatted(hash(document), name(document)));
  }

  @Test
  void aPublishedOneRunsByItsTextItsHashAndItsIdAndIsNeitherLoggedNorCounted(CapturedOutput log) {
    var document = fresh();
    var id = "motto-" + UUID.randomUUID();
    stores().publish("web", id, hash(document), document);
    awaitKnown(id);
    double before = counted();
    assertThat(post(with("query", document, "{}"))).contains(ANSWER);
    assertThat(post(extensions(hash(document)))).contains(ANSWER);
    assertThat(post("{\"documentId\": \"%s\"}".formatted(id))).contains(ANSWER);
    assertThat(get(document)).contains(ANSWER);
    assertThat(post("[%s]".formatted(with("query", document, "{}")))).contains(ANSWER);
    assertThat(validated(document)).doesNotContain("errors");
    assertThat(counted()).isEqualTo(before);
    assertThat(lines(log, document)).isEmpty();
  }

  @Test
  void oneOfAnotherClientIsUnknown(CapturedOutput log) {
    var document = fresh();
    var id = "motto-" + UUID.randomUUID();
    stores().publish("another", id, hash(document), document);
    double before = counted();
    assertThat(post(with("query", document, "{}"))).contains(ANSWER);
    assertThat(counted()).isEqualTo(before + 1);
    assertThat(lines(log, document)).hasSize(1);
  }

  @Test
  void anUnknownOneThatIsRememberedIsToldAsOften(CapturedOutput log) {
    var document = fresh();
    double before = counted();
    assertThat(post(with("query", document, extensions(hash(document))))).contains(ANSWER);
    assertThat(post(extensions(hash(document)))).contains(ANSWER);
    assertThat(counted()).isEqualTo(before + 2);
    assertThat(lines(log, document)).hasSize(1);
  }

  @Test
  void anUnknownOneIsToldByGet(CapturedOutput log) {
    var document = fresh();
    double before = counted();
    assertThat(get(document)).contains(ANSWER);
    assertThat(counted()).isEqualTo(before + 1);
    assertThat(lines(log, document)).hasSize(1);
  }

  @Test
  void eachUnknownMemberOfABatchIsTold(CapturedOutput log) {
    var one = fresh();
    var other = fresh();
    double before = counted();
    assertThat(
            post("[%s, %s]".formatted(with("query", one, "{}"), with("query", other, "{}")))
                .split(ANSWER))
        .hasSize(3);
    assertThat(counted()).isEqualTo(before + 2);
    assertThat(lines(log, one)).hasSize(1);
    assertThat(lines(log, other)).hasSize(1);
  }

  @Test
  void anUnknownOneIsToldWhereItIsOnlyValidated(CapturedOutput log) {
    var document = fresh();
    double before = counted();
    assertThat(validated(document)).contains("requestedQueryCost").doesNotContain("errors");
    assertThat(counted()).isEqualTo(before + 1);
    assertThat(lines(log, document)).hasSize(1);
  }

  @Test
  void whatIsNoDocumentOfTheSchemaIsNotAnUnknownOne(CapturedOutput log) {
    double before = counted();
    for (var text : List.of("{ nothing%s }".formatted(System.nanoTime()), "{ motto")) {
      assertThat(post(with("query", text, "{}"))).contains("GRAPHQL_");
      assertThat(lines(log, text)).isEmpty();
    }
    assertThat(counted()).isEqualTo(before);
  }

  private double counted() {
    return meters.get("millrace.documents.unknown").counter().count();
  }

  private static List<String> lines(CapturedOutput log, String document) {
    return log.getOut().lines().filter(line -> line.contains(hash(document))).toList();
  }

  private static String name(String document) {
    return document.split(" ")[1];
  }

  /** A node looks for newly published documents once a second at most. */
  private void awaitKnown(String id) {
    var end = Instant.now().plus(LIMIT);
    while (!post("{\"documentId\": \"%s\"}".formatted(id)).contains(ANSWER)) {
      assertThat(Instant.now()).as("the node knows the document").isBefore(end);
    }
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .defaultHeader("apollographql-client-name", "web")
        .build();
  }

  private String post(String body) {
    return text(
        client()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(body)
            .exchange());
  }

  private String validated(String document) {
    return text(
        client()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .header("GraphQL-Cost", "validate")
            .bodyValue(with("query", document, "{}"))
            .exchange());
  }

  private String get(String document) {
    return text(
        client()
            .get()
            .uri("/graphql?query={query}", document)
            .header("GraphQL-Require-Preflight", "1")
            .exchange());
  }

  private static String text(ResponseSpec exchange) {
    return new String(exchange.expectBody().returnResult().getResponseBody(), UTF_8);
  }
}
