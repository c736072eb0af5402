package io.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Documents that are named instead of sent. */
class PersistedTest extends ApiTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);

  @Test
  void documentSentWithItsHashIsFoundByTheHashAlone() {
    var document = fresh();
    expectError(post(extensions(hash(document))), "PERSISTED_QUERY_NOT_FOUND")
        .jsonPath("$.errors[0].message")
        .isEqualTo("PersistedQueryNotFound");
    expectMotto(post(with("query", document, extensions(hash(document)))));
    expectMotto(post(extensions(hash(document))));
    expectMotto(get(hash(document)));
  }

  @Test
  void documentIsRegisteredByGetToo() {
    var document = fresh();
    expectMotto(
        client()
            .get()
            .uri(
                "/graphql?query={query}&extensions={extensions}",
                document,
                "{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"%s\"}}"
                    .formatted(hash(document)))
            .header("GraphQL-Require-Preflight", "1")
            .exchange());
    expectMotto(get(hash(document)));
  }

  @Test
  void hashOfAnotherTextIsRefusedWheneverTheTextIsThere() {
    var document = fresh();
    expectMotto(post(with("query", document, extensions(hash(document)))));
    expectError(
        post(with("query", fresh(), extensions(hash(document)))), "PERSISTED_QUERY_HASH_MISMATCH");
    expectError(
        post(with("query", document, extensions(hash(fresh())))), "PERSISTED_QUERY_HASH_MISMATCH");
    expectMotto(post(extensions(hash(document))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "[]",
        "\"x\"",
        "{}",
        "{\"version\": 2, \"sha256Hash\": \"HASH\"}",
        "{\"version\": 1}",
        "{\"version\": 1, \"sha256Hash\": 7}",
        "{\"version\": 1, \"sha256Hash\": \"UPPER\"}",
        "{\"version\": 1, \"sha256Hash\": \"HASH \"}"
      })
  void extensionOfAnotherFormIsRefused(String extension) {
    var document = "{ motto }";
    var said =
        extension
            .replace("HASH", hash(document))
            .replace("UPPER", hash(document).toUpperCase(java.util.Locale.ROOT));
    for (var body :
        new String[] {
          "{\"extensions\": {\"persistedQuery\": %s}}",
          "{\"query\": \"{ motto }\", \"extensions\": {\"persistedQuery\": %s}}"
        }) {
      expectError(post(body.formatted(said)), "BAD_REQUEST");
    }
  }

  @Test
  void documentThatIsRefusedIsNotRemembered() {
    var invalid = "{ nothing%s }".formatted(UUID.randomUUID().toString().substring(0, 8));
    expectError(
        post(with("query", invalid, extensions(hash(invalid)))), "GRAPHQL_VALIDATION_FAILED");
    expectError(post(extensions(hash(invalid))), "PERSISTED_QUERY_NOT_FOUND");

    var mutation = "mutation { plantRename(input: {id: \"x\", name: \"y\"}) { __typename } }";
    expectError(
        client()
            .get()
            .uri(
                "/graphql?query={query}&extensions={extensions}",
                mutation,
                "{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"%s\"}}"
                    .formatted(hash(mutation)))
            .header("GraphQL-Require-Preflight", "1")
            .exchange(),
        "METHOD_NOT_ALLOWED");
    expectError(post(extensions(hash(mutation))), "PERSISTED_QUERY_NOT_FOUND");
  }

  @Test
  void documentThatIsTooLongIsAnsweredAndForgotten() {
    var document = "{ motto } #" + "x".repeat(33_000);
    expectMotto(post(with("query", document, extensions(hash(document)))));
    expectError(post(extensions(hash(document))), "PERSISTED_QUERY_NOT_FOUND");
  }

  @Test
  void publishedDocumentRunsByItsIdForItsClientAlone() {
    var document = fresh();
    var id = "motto-" + UUID.randomUUID();
    expectError(post("{\"documentId\": \"%s\"}".formatted(id)), "PERSISTED_QUERY_NOT_FOUND");
    stores().publish("web", id, hash(document), document);

    awaitMotto("web", "{\"documentId\": \"%s\"}".formatted(id));
    expectMotto(post("web", extensions(hash(document))));
    expectError(post("{\"documentId\": \"%s\"}".formatted(id)), "PERSISTED_QUERY_NOT_FOUND");
    expectError(
        post("web", "{\"documentId\": \"%s\", \"query\": \"{ motto }\"}".formatted(id)),
        "BAD_REQUEST");
  }

  @Nested
  @TestPropertySource(properties = "millrace.api.persisted.automatic=false")
  class WithoutAutomaticPersistedQueries extends ApiTest {

    @Test
    void clientsAreToldToSendTheText() {
      expectError(
              PersistedTest.post(client(port()), null, extensions(hash("{ motto }"))),
              "PERSISTED_QUERY_NOT_SUPPORTED")
          .jsonPath("$.errors[0].message")
          .isEqualTo("PersistedQueryNotSupported");
      expectMotto(
          PersistedTest.post(
              client(port()), null, with("query", "{ motto }", extensions(hash("{ motto }")))));
    }
  }

  @Nested
  @TestPropertySource(
      properties = {"millrace.api.persisted.mode=trusted-only", "millrace.api.http.batch-size=4"})
  class InTheModeTrustedOnly extends ApiTest {

    @Test
    void nothingRunsThatWasNotPublished() {
      var document = fresh();
      for (var body :
          new String[] {
            with("query", document, "{}"),
            with("query", document, extensions(hash(document))),
            with("query", "{ __schema { types { name } } }", "{}"),
            with("query", "{", "{}"),
            extensions(hash(document)),
            "{\"documentId\": \"x\"}"
          }) {
        var exchange = PersistedTest.post(client(port()), null, body);
        exchange.expectStatus().isForbidden();
        expectError(exchange, "DOCUMENT_NOT_TRUSTED");
      }
    }

    @Test
    void everyTransportAndTheDryRunHaveTheSameGate() {
      var published = fresh();
      var id = "motto-" + UUID.randomUUID();
      stores().publish("default", id, hash(published), published);
      PersistedTest.awaitMotto(client(port()), null, "{\"documentId\": \"%s\"}".formatted(id));
      var unknown = fresh();

      expectError(byGet(unknown), "DOCUMENT_NOT_TRUSTED");
      expectMotto(byGet(published));
      expectError(validated(unknown), "DOCUMENT_NOT_TRUSTED");
      validated(published).expectBody().jsonPath("$.errors").doesNotExist();
      PersistedTest.post(
              client(port()),
              null,
              "[%s, %s]".formatted(with("query", unknown, "{}"), with("query", published, "{}")))
          .expectBody()
          .jsonPath("$[0].errors[0].extensions.code")
          .isEqualTo("DOCUMENT_NOT_TRUSTED")
          .jsonPath("$[0].data")
          .doesNotExist()
          .jsonPath("$[1].data.motto")
          .isEqualTo("Festina lente");
    }

    private WebTestClient.ResponseSpec byGet(String document) {
      return client(port())
          .get()
          .uri("/graphql?query={query}", document)
          .header("GraphQL-Require-Preflight", "1")
          .exchange();
    }

    private WebTestClient.ResponseSpec validated(String document) {
      return client(port())
          .post()
          .uri("/graphql")
          .contentType(MediaType.APPLICATION_JSON)
          .header("GraphQL-Cost", "validate")
          .bodyValue(with("query", document, "{}"))
          .exchange();
    }

    @Test
    void publishedDocumentRunsByIdHashAndText() {
      var document = fresh();
      var id = "motto-" + UUID.randomUUID();
      stores().publish("default", id, hash(document), document);
      PersistedTest.awaitMotto(client(port()), null, "{\"documentId\": \"%s\"}".formatted(id));
      expectMotto(PersistedTest.post(client(port()), null, extensions(hash(document))));
      expectMotto(PersistedTest.post(client(port()), null, with("query", document, "{}")));
    }
  }

  /** A document that nobody has sent before. */
  static String fresh() {
    return "query Fresh%s { motto }".formatted(UUID.randomUUID().toString().replace("-", ""));
  }

  static String extensions(String hash) {
    return "{\"extensions\": {\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"%s\"}}}"
        .formatted(hash);
  }

  /** The JSON object with a text member added. */
  static String with(String name, String value, String object) {
    var member = "\"%s\": \"%s\"".formatted(name, value);
    return object.equals("{}") ? "{" + member + "}" : "{" + member + ", " + object.substring(1);
  }

  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private WebTestClient client() {
    return client(port());
  }

  private static WebTestClient client(int port) {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
  }

  private WebTestClient.ResponseSpec get(String hash) {
    return client()
        .get()
        .uri(
            "/graphql?extensions={extensions}",
            "{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"%s\"}}".formatted(hash))
        .header("GraphQL-Require-Preflight", "1")
        .exchange();
  }

  private WebTestClient.ResponseSpec post(String body) {
    return post(client(), null, body);
  }

  private WebTestClient.ResponseSpec post(String application, String body) {
    return post(client(), application, body);
  }

  private static WebTestClient.ResponseSpec post(
      WebTestClient client, String application, String body) {
    return client
        .post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .headers(
            headers -> {
              if (application != null) {
                headers.set("apollographql-client-name", application);
              }
            })
        .bodyValue(body)
        .exchange();
  }

  private void awaitMotto(String application, String body) {
    awaitMotto(client(), application, body);
  }

  /** A node looks for newly published documents once a second at most. */
  private static void awaitMotto(WebTestClient client, String application, String body) {
    var end = Instant.now().plus(LIMIT);
    while (!answer(client, application, body).contains("Festina")) {
      assertThat(Instant.now()).as("the node knows the document").isBefore(end);
    }
  }

  private static String answer(WebTestClient client, String application, String body) {
    return new String(
        post(client, application, body).expectBody().returnResult().getResponseBody(), UTF_8);
  }

  private static void expectMotto(WebTestClient.ResponseSpec exchange) {
    exchange.expectStatus().isOk().expectBody().jsonPath("$.data.motto").isEqualTo("Festina lente");
  }

  private static WebTestClient.BodyContentSpec expectError(
      WebTestClient.ResponseSpec exchange, String code) {
    return exchange.expectBody().jsonPath("$.errors[0].extensions.code").isEqualTo(code);
  }
}
