package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** An API that lets few requests in. */
@TestPropertySource(
    properties = {
      "millrace.api.rate.address-burst=6",
      "millrace.api.rate.address-per-second=0.01",
      "millrace.api.rate.client-burst=3",
      "millrace.api.rate.client-per-second=0.01",
    })
class RateTest extends ApiTest {

  @Test
  void refusesTheOperationsOfAClientAndThenEveryRequestOfItsAddress() {
    for (int sent = 0; sent < 3; sent++) {
      send("{\"query\": \"{ motto }\"}").expectStatus().isOk();
    }
    for (int sent = 3; sent < 6; sent++) {
      refused(send("{\"query\": \"{ motto }\"}"), "This client sends too many requests");
    }
    refused(send("no request at all"), "This address sends too many requests");
    refused(send("/2026-11/graphql", "no request"), "This address sends too many requests");
    client().get().uri("/actuator/health").exchange().expectStatus().isOk();
  }

  private static void refused(WebTestClient.ResponseSpec answer, String message) {
    answer.expectStatus().isEqualTo(429);
    answer.expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9]\\d*");
    answer
        .expectBody()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("RATE_LIMITED")
        .jsonPath("$.errors[0].message")
        .value((String text) -> assertThat(text).startsWith(message));
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port()).build();
  }

  private WebTestClient.ResponseSpec send(String body) {
    return send("/graphql", body);
  }

  private WebTestClient.ResponseSpec send(String path, String body) {
    return client()
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }
}
