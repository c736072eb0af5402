package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class HttpTest extends ApiTest {

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
    for (var method : new HttpMethod[] {HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE}) {
      var exchange = client().method(method).uri("/graphql?query=x").exchange();
      exchange.expectHeader().valueEquals("Allow", "POST");
      expect(exchange, 405, "METHOD_NOT_ALLOWED");
    }
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

  private WebTestClient client() {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port()).build();
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
