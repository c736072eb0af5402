package io.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.util.UriUtils;

class HttpTest extends ApiTest {

  private static final int ANSWER_TIMEOUT_MILLIS = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no json",
        "{",
        "null",
        "7",
        "\"{ motto }\"",
        "[]",
        "[{\"query\": \"{ motto }\"}]",
        "{}",
        "{\"query\": null}",
        "{\"query\": {\"motto\": 1}}",
        "{\"query\": \"{ motto }\", \"variables\": \"x\"}",
        "{\"query\": \"{ motto }\", \"variables\": [1]}",
        "{\"query\": \"{ motto }\", \"extensions\": 7}",
        "{\"query\": \"{ motto }\", \"operationName\": {}}"
      })
  void refusesABodyThatIsNoRequest(String body) {
    expect(post(MediaType.APPLICATION_JSON, body), 400, "BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\": \"{ motto }\"}",
        "{\"query\": \"{ motto }\", \"variables\": null, \"operationName\": null, \"extensions\": null}",
        "{\"query\": \"{ motto }\", \"variables\": {}, \"extensions\": {}, \"other\": 1}"
      })
  void answersEveryFormOfARequest(String body) {
    post(MediaType.APPLICATION_JSON, body)
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.data.motto")
        .isEqualTo("Festina lente")
        .jsonPath("$.errors")
        .doesNotExist();
  }

  @Test
  void refusesOtherMethods() {
    for (var method : new HttpMethod[] {HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH}) {
      var exchange = client().method(method).uri("/graphql?query=x").exchange();
      exchange.expectHeader().valueEquals("Allow", "GET,POST");
      expect(exchange, 405, "METHOD_NOT_ALLOWED");
    }
  }

  @Test
  void answersAQueryByGet() {
    get("query={query}&variables={variables}", "{ motto }", "{\"x\": 1}")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.data.motto")
        .isEqualTo("Festina lente");
  }

  @Test
  void runsNoMutationByGet() {
    var exchange =
        get(
            "query={query}",
            "mutation { plantRename(input: {id: \"x\", name: \"y\"}) { __typename } }");
    exchange.expectHeader().valueEquals("Allow", "POST");
    expect(exchange, 405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void refusesAGetThatAForeignPageCouldHaveSent() {
    expect(
        client().get().uri("/graphql?query={query}", "{ motto }").exchange(),
        403,
        "PREFLIGHT_REQUIRED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x=1",
        "query={ motto }&query={ motto }",
        "query={ motto }&variables=[]",
        "query={ motto }&variables={",
        "query={ motto }&extensions=7"
      })
  void refusesParametersThatAreNoRequest(String parameters) {
    expect(
        client()
            .get()
            .uri(
                URI.create(
                    "http://localhost:%d/graphql?%s"
                        .formatted(port(), UriUtils.encodeQuery(parameters, UTF_8))))
            .header("GraphQL-Require-Preflight", "1")
            .exchange(),
        400,
        "BAD_REQUEST");
  }

  @Test
  void saysInTheStatusWhetherTheRequestCouldBeExecuted() {
    for (var unfit : new String[] {"{", "{ nothing }", "query($id: ID!) { motto }"}) {
      var body = Map.of("query", unfit);
      for (var type :
          Map.of(MediaType.APPLICATION_JSON, 200, MediaType.APPLICATION_GRAPHQL_RESPONSE, 400)
              .entrySet()) {
        client()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .accept(type.getKey())
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .isEqualTo(type.getValue())
            .expectHeader()
            .contentTypeCompatibleWith(type.getKey())
            .expectBody()
            .jsonPath("$.data")
            .doesNotExist();
      }
    }
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    expect(
        client()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue("{\"query\": \"{ motto }\"}".getBytes(UTF_16))
            .exchange(),
        400,
        "BAD_REQUEST");
    expect(
        post(MediaType.parseMediaType("application/json;charset=iso-8859-1"), "{}"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void refusesOtherMediaTypes() {
    expect(post(MediaType.TEXT_PLAIN, "{ motto }"), 415, "UNSUPPORTED_MEDIA_TYPE");
    expect(
        post(MediaType.APPLICATION_FORM_URLENCODED, "query={motto}"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    expect(
        client()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .accept(MediaType.TEXT_HTML)
            .bodyValue(Map.of("query", "{ motto }"))
            .exchange(),
        406,
        "NOT_ACCEPTABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "application", "-1", "application/json; charset=none"})
  void refusesMediaTypesThatAreNone(String type) throws IOException, InterruptedException {
    // Spring's client would not send them.
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://localhost:%d/graphql".formatted(port())))
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(answer.body()).contains("UNSUPPORTED_MEDIA_TYPE");
    }
  }

  @Test
  void refusesJsonThatIsTooDeepOrHasTooLongANumber() {
    for (var value : List.of("[".repeat(2_000) + "]".repeat(2_000), "9".repeat(2_000))) {
      var body = "{\"query\": \"{ motto }\", \"variables\": {\"n\": %s}}".formatted(value);
      expect(post(MediaType.APPLICATION_JSON, body), 400, "BAD_REQUEST");
    }
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    expect(
        post(
            MediaType.APPLICATION_JSON,
            "{\"query\": \"{ motto }\", \"variables\": {\"x\": \"%s\"}}"
                .formatted("x".repeat(1_000_000))),
        413,
        "BODY_TOO_LARGE");
  }

  @Test
  void hasNoPagesForBrowsers() {
    var exchange = client().get().uri("/nothing/here").accept(MediaType.TEXT_HTML).exchange();
    expect(exchange, 404, "NOT_FOUND");
  }

  @Test
  void answersInTheMediaTypeOfGraphQlWhereAskedFor() {
    client()
        .post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_GRAPHQL_RESPONSE)
        .bodyValue("{")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_GRAPHQL_RESPONSE);
  }

  @Test
  void goesOnReadingAConnectionThatSentRequestsBeforeTheirAnswers() throws IOException {
    var body = "{\"query\": \"{ motto }\"}";
    var operation =
        """
        POST /graphql HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(body.length(), body);
    // Answered at once, while the answer to the operation before it is still being worked out.
    var nothing =
        """
        GET /nothing HTTP/1.1\r
        Host: localhost\r
        \r
        """;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
      var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      for (int round = 0; round < 50; round++) {
        socket.getOutputStream().write((operation + nothing).getBytes(UTF_8));
        assertThat(nextStatus(answers)).contains("200");
        assertThat(nextStatus(answers)).contains("404");
      }
    }
  }

  private static String nextStatus(BufferedReader answers) throws IOException {
    for (var line = answers.readLine(); line != null; line = answers.readLine()) {
      int status = line.indexOf("HTTP/1.1 ");
      if (status >= 0) {
        return line.substring(status);
      }
    }
    throw new EOFException("The server closed the connection");
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port()).build();
  }

  private WebTestClient.ResponseSpec get(String parameters, Object... values) {
    return client()
        .get()
        .uri("/graphql?" + parameters, values)
        .header("GraphQL-Require-Preflight", "1")
        .exchange();
  }

  private WebTestClient.ResponseSpec post(MediaType type, String body) {
    return client().post().uri("/graphql").contentType(type).bodyValue(body).exchange();
  }

  private static void expect(WebTestClient.ResponseSpec exchange, int status, String code) {
    var body =
        exchange
            .expectStatus()
            .isEqualTo(status)
            .expectHeader()
            .contentType(MediaType.APPLICATION_JSON)
            .expectBody()
            .jsonPath("$.errors[0].extensions.code")
            .isEqualTo(code)
            .jsonPath("$.errors[0].message")
            .isNotEmpty()
            .returnResult();
    assertThat(new String(body.getResponseBodyContent()))
        .doesNotContain("Exception")
        .doesNotContain("io.millrace");
  }
}
