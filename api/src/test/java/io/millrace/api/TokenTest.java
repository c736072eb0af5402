package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQLContext;
import io.millrace.api.identity.Identity;
import io.millrace.api.identity.TestIssuer;
import io.millrace.api.identity.TestTokens;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** An API that takes tokens of one issuer. */
@Import(TokenTest.Seen.class)
class TokenTest extends ApiTest {

  private static final TestIssuer ISSUER = new TestIssuer();
  private static final TestTokens BAD = new TestTokens(ISSUER);

  @Autowired private Seen seen;

  /** Remembers as whom the last operation was asked. */
  static final class Seen implements WebGraphQlInterceptor {

    private final AtomicReference<@Nullable Identity> last = new AtomicReference<>();

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
      request.configureExecutionInput(
          (input, _) -> {
            GraphQLContext context = input.getGraphQLContext();
            last.set(Identity.of(context));
            return input;
          });
      return chain.next(request);
    }

    Identity identity() {
      return Objects.requireNonNull(last.get());
    }
  }

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry registry) {
    registry.add("millrace.api.identity.issuer", ISSUER::uri);
    registry.add("millrace.api.identity.audience", () -> TestIssuer.AUDIENCE);
    // So no token of these tests makes the API ask a second time.
    registry.add("millrace.api.identity.keys.cool-down", () -> "10h");
    registry.add("millrace.api.identity.keys.ttl", () -> "10h");
    registry.add("millrace.api.identity.keys.timeout", () -> "60s");
  }

  @BeforeEach
  void forget() {
    seen.last.set(null);
  }

  @Test
  void saysWhoAsks() {
    answered(post("Bearer " + ISSUER.token("anna", "read", "write")));
    var token = seen.identity().token().orElseThrow();
    assertThat(token.issuer()).isEqualTo(ISSUER.uri());
    assertThat(token.subject()).isEqualTo("anna");
    assertThat(token.client()).isEqualTo("app");
    assertThat(token.scopes()).isEqualTo(Set.of("read", "write"));
  }

  @Test
  void readsScopesAndClientWhereOtherIssuersWriteThem() {
    answered(
        post(
            "Bearer "
                + ISSUER.token(
                    claims ->
                        claims
                            .claim("scp", List.of("read", "write"))
                            .claim("client_id", null)
                            .claim("azp", "shop")
                            .claim("tenant", "north"))));
    var token = seen.identity().token().orElseThrow();
    assertThat(token.scopes()).isEqualTo(Set.of("read", "write"));
    assertThat(token.client()).isEqualTo("shop");
    assertThat(token.claims()).containsEntry("tenant", "north").containsEntry("iss", ISSUER.uri());
  }

  @Test
  void takesAGoodTokenByGet() {
    answered(get("Bearer " + ISSUER.token("anna")));
    assertThat(seen.identity().token()).isPresent();
  }

  @Test
  void keepsAnswersToItsHolderOutOfCaches() {
    var personal = get("Bearer " + ISSUER.token("anna")).expectHeader();
    personal.valueEquals("Cache-Control", "no-store");
    var everybodys =
        client()
            .get()
            .uri("/graphql?query={query}", "{ motto }")
            .header("GraphQL-Require-Preflight", "1")
            .exchange();
    everybodys.expectHeader().valueEquals("Cache-Control", "max-age=0, must-revalidate");
    assertThat(everybodys.returnResult(String.class).getResponseHeaders().getVary())
        .contains("Accept", "Accept-Encoding", "Authorization", "API-Version", "GraphQL-Cost");
  }

  @Test
  void answersThoseWhoShowNone() {
    answered(post());
    assertThat(seen.identity().token()).isEmpty();
    // A scheme that is not ours may be meant for a proxy.
    answered(post("Basic YTpi"));
    assertThat(seen.identity().token()).isEmpty();
  }

  @Test
  void looksForATokenNowhereButInItsHeader() {
    var token = ISSUER.token("anna");
    answered(
        client()
            .get()
            .uri("/graphql?query={query}&access_token={token}", "{ motto }", token)
            .header("GraphQL-Require-Preflight", "1")
            .exchange());
    assertThat(seen.identity().token()).isEmpty();
    answered(
        client()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .cookie("access_token", token)
            .cookie("Authorization", token)
            .bodyValue(Map.of("query", "{ motto }", "access_token", token))
            .exchange());
    assertThat(seen.identity().token()).isEmpty();
  }

  static Stream<Map.Entry<String, String>> badTokens() {
    return BAD.all().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void refusesATokenThatIsNotGood(Map.Entry<String, String> bad) {
    refused(post("Bearer " + bad.getValue()));
    refused(get("Bearer " + bad.getValue()));
    assertThat(seen.last.get()).isNull();
  }

  @Test
  void refusesSeveralTokens() {
    var token = ISSUER.token("anna");
    refused(post("Bearer " + token, "Bearer " + token));
    refused(post("Bearer " + token, "Basic YTpi"));
    refused(post("Bearer " + token + ", Bearer " + token));
  }

  @Test
  void readsNoHugeToken() {
    var status =
        post("Bearer " + ISSUER.token(claims -> claims.claim("x", "x".repeat(100_000))))
            .returnResult(String.class)
            .getStatus();
    assertThat(status.is4xxClientError()).as(status.toString()).isTrue();
    assertThat(seen.last.get()).isNull();
    answered(post());
  }

  @Test
  void toleratesClocksThatDifferALittle() {
    var now = Instant.now();
    answered(
        post(
            "Bearer "
                + ISSUER.token(
                    claims ->
                        claims
                            .issueTime(Date.from(now.minusSeconds(60)))
                            .expirationTime(Date.from(now.minusSeconds(5))))));
    answered(
        post(
            "Bearer "
                + ISSUER.token(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(5))))));
  }

  @Test
  void asksTheIssuerForItsKeysOnceHoweverManyUnknownOnesAreNamed() {
    answered(post("Bearer " + ISSUER.token("anna")));
    for (int number = 0; number < 100; number++) {
      refused(post("Bearer " + BAD.ofUnknownKey("made up " + number)));
    }
    assertThat(ISSUER.fetches()).isEqualTo(1);
  }

  @Test
  void showsNothingOfTheStoresToAnonymousCallers() {
    for (var path : List.of("", "/capabilities", "/readiness", "/liveness")) {
      client()
          .get()
          .uri("/actuator/health" + path)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("UP")
          .jsonPath("$.components")
          .doesNotExist();
    }
    for (var path : List.of("/env", "/beans", "/metrics", "/heapdump", "/configprops")) {
      client().get().uri("/actuator" + path).exchange().expectStatus().isNotFound();
    }
    client()
        .get()
        .uri("/actuator/health/capabilities")
        .header(HttpHeaders.AUTHORIZATION, "Bearer " + ISSUER.token("olga", "millrace:operate"))
        .exchange()
        .expectBody()
        .jsonPath("$.components.redis.details.breaker")
        .isEqualTo("CLOSED");
    client()
        .get()
        .uri("/actuator/health/capabilities")
        .header(HttpHeaders.AUTHORIZATION, "Bearer " + ISSUER.token("anna", "read"))
        .exchange()
        .expectBody()
        .jsonPath("$.components")
        .doesNotExist();
  }

  @Test
  void refusesWithoutAHintForForgers() {
    var expired = body(post("Bearer " + BAD.all().get("expired")));
    assertThat(BAD.all().values())
        .allSatisfy(bad -> assertThat(body(post("Bearer " + bad))).isEqualTo(expired));
  }

  private static Optional<String> body(WebTestClient.ResponseSpec answer) {
    return Optional.ofNullable(answer.expectBody(String.class).returnResult().getResponseBody());
  }

  private static void answered(WebTestClient.ResponseSpec answer) {
    answer.expectStatus().isOk().expectBody().jsonPath("$.data.motto").isEqualTo("Festina lente");
  }

  private static void refused(WebTestClient.ResponseSpec answer) {
    answer
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
        .expectHeader()
        .contentType(MediaType.APPLICATION_JSON)
        .expectHeader()
        .doesNotExist(HttpHeaders.SET_COOKIE)
        .expectBody()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("INVALID_TOKEN")
        .jsonPath("$.data")
        .doesNotExist();
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port()).build();
  }

  private WebTestClient.ResponseSpec post(String... authorization) {
    return client()
        .post()
        .uri("/graphql")
        .headers(headers -> headers.addAll(HttpHeaders.AUTHORIZATION, List.of(authorization)))
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"query\": \"{ motto }\"}")
        .exchange();
  }

  private WebTestClient.ResponseSpec get(String authorization) {
    return client()
        .get()
        .uri("/graphql?query={query}", "{ motto }")
        .header(HttpHeaders.AUTHORIZATION, authorization)
        .header("GraphQL-Require-Preflight", "1")
        .exchange();
  }
}
