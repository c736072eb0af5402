package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a browser is told: who may ask, what may be read, and what it must not do. */
class BrowserTest {

  private static final String SHOP = "https://shop.example";

  @Nested
  class WithoutOrigins extends ApiTest {

    @Test
    void noPageOfAnotherOriginIsAllowedAnything() {
      for (var exchange : List.of(preflight(client(port()), SHOP), send(client(port()), SHOP))) {
        exchange.expectHeader().doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        exchange.expectHeader().doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS);
        exchange.expectBody();
      }
    }

    @Test
    void everyAnswerSaysWhatABrowserMustNotDo() {
      for (var path : new String[] {"/graphql", "/nothing", "/actuator/health"}) {
        var headers = client(port()).get().uri(path).exchange().expectHeader();
        headers.valueEquals("X-Content-Type-Options", "nosniff");
        headers.valueEquals("X-Frame-Options", "DENY");
        headers.valueEquals("Referrer-Policy", "no-referrer");
        headers.value(
            "Content-Security-Policy",
            policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
        // It means something over HTTPS alone.
        headers.doesNotExist("Strict-Transport-Security");
      }
    }

    @Test
    void refusalsAreKeptByNoCache() {
      for (var body : List.of("no json", "{\"query\": \"{\"}", "{\"query\": \"{ broken }\"}")) {
        client(port())
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(body)
            .exchange()
            .expectHeader()
            .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
      }
    }
  }

  @Nested
  @TestPropertySource(
      properties = {
        "millrace.api.cross-origin.origins=" + SHOP + ",https://other.example",
        "millrace.api.rate.client-burst=1",
        "millrace.api.rate.client-per-second=0.01",
      })
  class WithOrigins extends ApiTest {

    @Test
    void theirPagesMaySendOurHeadersAndReadThem() {
      var exchange = preflight(client(port()), SHOP);
      exchange.expectBody();
      var allowed = exchange.expectStatus().isOk().expectHeader();
      allowed.valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, SHOP);
      allowed.valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST");
      allowed.valueEquals(
          HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "content-type, idempotency-key");
      allowed.doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS);
      // The second is refused for its rate, which the page is to learn.
      for (int sent = 0; sent < 2; sent++) {
        send(client(port()), SHOP)
            .expectHeader()
            .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, SHOP)
            .expectHeader()
            .value(
                HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                exposed ->
                    assertThat(exposed.split(", "))
                        .contains(
                            "Consistency-Token",
                            "RateLimit",
                            "RateLimit-Policy",
                            "Retry-After",
                            "API-Version",
                            "Deprecation",
                            "Sunset",
                            "ETag"));
      }
    }

    @Test
    void othersAreRefusedWithACode() {
      for (var exchange :
          List.of(
              preflight(client(port()), "https://evil.example"),
              send(client(port()), "https://shop.example.evil.example"),
              send(client(port()), "null"))) {
        exchange.expectStatus().isForbidden();
        exchange.expectHeader().doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        exchange
            .expectBody()
            .jsonPath("$.errors[0].extensions.code")
            .isEqualTo("ORIGIN_NOT_ALLOWED");
      }
    }
  }

  private static WebTestClient client(int port) {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
  }

  private static WebTestClient.ResponseSpec send(WebTestClient client, String origin) {
    return client
        .post()
        .uri("/graphql")
        .header(HttpHeaders.ORIGIN, origin)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("query", "{ motto }"))
        .exchange();
  }

  private static WebTestClient.ResponseSpec preflight(WebTestClient client, String origin) {
    return client
        .method(HttpMethod.OPTIONS)
        .uri("/graphql")
        .header(HttpHeaders.ORIGIN, origin)
        .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, "content-type, idempotency-key")
        .exchange();
  }
}
