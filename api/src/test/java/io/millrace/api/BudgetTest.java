package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.guard.GuardRedis;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;

/** An API whose callers have little to spend, and get nothing back while a test runs. */
@TestPropertySource(
    properties = {
      "millrace.api.budget.anonymous-capacity=200",
      "millrace.api.budget.anonymous-restore-rate=0.01",
      "millrace.api.http.batch-size=5",
      "millrace.api.guards.timeout=10s",
    })
@Import(Turnstile.InTheGate.class)
class BudgetTest extends ApiTest {

  /** A bed has 23 plants: estimated at 1 + 1 + 1 + 80, and 60 of that too much. */
  private static final String BED =
      "{ bed(row: \"R1\", number: 1) { plants(first: 80) { nodes { bed { row } } } } }";

  private static final int ESTIMATE = 1 + 1 + 1 + 80;
  private static final int ACTUAL = 1 + 1 + 1 + 23;

  @Autowired private GuardRedis redis;
  @Autowired private WebGraphQlHandler handler;
  @Autowired private Turnstile turnstile;

  @BeforeEach
  void fillBudgets() {
    var used = Objects.requireNonNull(redis.ask(commands -> commands.keys("*:budget:*")).block());
    if (!used.isEmpty()) {
      redis.ask(commands -> commands.del(used.toArray(String[]::new))).block();
    }
  }

  @Test
  void chargesWhatACompleteAnswerDidCost() {
    send(BED, "report")
        .expectBody()
        .jsonPath("$.extensions.cost.requestedQueryCost")
        .isEqualTo(ESTIMATE)
        .jsonPath("$.extensions.cost.actualQueryCost")
        .isEqualTo(ACTUAL)
        .jsonPath("$.extensions.cost.throttleStatus.maximumAvailable")
        .isEqualTo(200)
        .jsonPath("$.extensions.cost.throttleStatus.currentlyAvailable")
        .isEqualTo(200 - ACTUAL)
        .jsonPath("$.extensions.cost.throttleStatus.restoreRate")
        .isEqualTo(0.01);
    assertThat(available()).isEqualTo(200 - ACTUAL);
  }

  @Test
  void refusesWhatTheBudgetHasNoMore() {
    int sent = 0;
    while (available() >= ESTIMATE) {
      send(BED, null).expectStatus().isOk();
      sent++;
    }
    assertThat(sent).isEqualTo(5);
    var refused = send(BED, null);
    refused.expectStatus().isEqualTo(429);
    refused.expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9]\\d*");
    refused.expectHeader().valueMatches("RateLimit", "\"cost\";r=70;t=\\d+");
    refused.expectBody().jsonPath("$.errors[0].extensions.code").isEqualTo("BUDGET_EXHAUSTED");
    assertThat(available()).isEqualTo(200 - 5 * ACTUAL);
    send("{ motto }", null).expectStatus().isOk();
  }

  @Test
  void refusesForEverWhatTheBudgetNeverHolds() {
    var answer =
        send(
            BED.replace("first: 80", "first: 100, last: 100")
                .replace("bed { row }", "bed { row } other: bed { row }"),
            null);
    answer.expectHeader().doesNotExist(HttpHeaders.RETRY_AFTER);
    answer.expectBody().jsonPath("$.errors[0].extensions.code").isEqualTo("COST_LIMIT_EXCEEDED");
    assertThat(available()).isEqualTo(200);
  }

  @Test
  void saysWhatIsLeftWhereNoCacheKeepsIt() {
    var posted = send(BED, null);
    posted.expectHeader().valueEquals("RateLimit-Policy", "\"cost\";q=200;w=20000");
    posted.expectHeader().valueMatches("RateLimit", "\"cost\";r=174;t=2[56]\\d\\d");
    var got =
        client()
            .get()
            .uri("/graphql?query={query}", "{ motto }")
            .header("GraphQL-Require-Preflight", "1")
            .exchange();
    got.expectHeader().doesNotExist("RateLimit").expectHeader().doesNotExist("RateLimit-Policy");
  }

  @Test
  void chargesEachMemberOfABatch() {
    var member = "{\"query\": \"%s\"}".formatted(BED.replace("\"", "\\\""));
    client()
        .post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("[%s, %s]".formatted(member, member))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(available()).isEqualTo(200 - 2 * ACTUAL);
  }

  @Test
  void chargesNothingForWhatIsOnlyValidated() {
    send(BED, "validate")
        .expectBody()
        .jsonPath("$.extensions.cost.requestedQueryCost")
        .isEqualTo(ESTIMATE)
        .jsonPath("$.extensions.cost.throttleStatus.currentlyAvailable")
        .isEqualTo(200);
    assertThat(available()).isEqualTo(200);
  }

  @Test
  void chargesNothingForWhatIsRefusedBefore() {
    send("{ nothing }", null);
    send("{ plants(first: 100000) { nodes { name bed { row } } } }", null);
    send("{ plants(first: 20, filter: {height: {gte: -3}}) { nodes { name } } }", null);
    send("{ plants(first: 20, orderBy: [{field: NAME}, {field: NAME}]) { nodes { name } } }", null);
    assertThat(available()).isEqualTo(200);
  }

  @Test
  void givesNothingBackForAnAnswerWithAnError() {
    send(BED.replaceFirst("\\{", "{ broken "), null)
        .expectBody()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("INTERNAL");
    assertThat(available()).isEqualTo(200 - ESTIMATE);
  }

  @Test
  void givesNothingBackToThoseWhoDoNotWaitForTheAnswer() throws Exception {
    turnstile.close();
    var running = handler.handleRequest(request(BED)).subscribe();
    turnstile.awaitOperation();
    running.dispose();
    turnstile.open();
    // The same once more, to its end: by then the first has been worked out as well.
    handler.handleRequest(request(BED)).block();
    assertThat(available()).isEqualTo(200 - ESTIMATE - ACTUAL);
  }

  /** What is left to the address of the tests' requests. */
  private int available() {
    var status =
        handler
            .handleRequest(request("{ motto }", "validate"))
            .map(response -> (Map<?, ?>) response.getExtensions().get("cost"))
            .map(cost -> (Map<?, ?>) cost.get("throttleStatus"))
            .block();
    return ((Number) Objects.requireNonNull(status).get("currentlyAvailable")).intValue();
  }

  private WebGraphQlRequest request(String document, String... mode) {
    var headers = new HttpHeaders();
    headers.put("GraphQL-Cost", List.of(mode));
    return new WebGraphQlRequest(
        URI.create("http://localhost/graphql"),
        headers,
        new LinkedMultiValueMap<>(),
        new InetSocketAddress("127.0.0.1", 1),
        Map.of(),
        new DefaultGraphQlRequest(document),
        "test",
        Locale.ENGLISH);
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port()).build();
  }

  private WebTestClient.ResponseSpec send(String document, @Nullable String mode) {
    return client()
        .post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .headers(
            headers -> {
              if (mode != null) {
                headers.set("GraphQL-Cost", mode);
              }
            })
        .bodyValue("{\"query\": \"%s\"}".formatted(document.replace("\"", "\\\"")))
        .exchange();
  }
}
