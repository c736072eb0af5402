package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.identity.Identity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** An API whose operations may cost little. */
@TestPropertySource(
    properties = {
      "millrace.api.introspection=true",
      "millrace.api.cost.max-field-cost=60",
      "millrace.api.cost.max-type-cost=40",
      "millrace.api.cost.scopes.staff.max-field-cost=600",
      "millrace.api.cost.scopes.staff.max-type-cost=400",
      "millrace.api.cost.max-nodes=300",
      "millrace.api.http.max-answer-bytes=4000",
    })
@ExtendWith(OutputCaptureExtension.class)
class CostTest extends ApiTest {

  private static final String PLANTS =
      "query ($n: Int) { plants(first: $n) { nodes { name bed { row } } } }";

  @Test
  void refusesWhatMayCostMoreThanIsAllowed() {
    var answer = ask(PLANTS, Map.of("n", 55));
    assertThat(answer.codes()).containsExactly("COST_LIMIT_EXCEEDED");
    // 5 for the search, 1 for nodes, 55 beds.
    assertThat(answer.message())
        .contains("61 (field cost)")
        .contains("60 is allowed")
        .contains("plants.nodes.bed:");
    assertThat(answer.result().isDataPresent()).isFalse();
  }

  @Test
  void refusesWhatMayGiveMoreThanIsAllowed() {
    // The query, the connection, and twice as many values as rows.
    var answer = ask(PLANTS, Map.of("n", 20));
    assertThat(answer.codes()).containsExactly("COST_LIMIT_EXCEEDED");
    assertThat(answer.message()).contains("42 (type cost)").contains("40 is allowed");
    ask(PLANTS, Map.of("n", 19)).complete();
  }

  @Test
  void letsACallerWithAScopeAskForMore() {
    var token = new Identity.Token("issuer", "anna", "app", Set.of("read", "staff"), Map.of());
    var staff = new Identity("192.0.2.1", Optional.of(token));
    ask(PLANTS, Map.of("n", 60), staff).complete();
    assertThat(ask("{ __schema { types { name } } }", Map.of(), staff).codes())
        .containsExactly("COST_LIMIT_EXCEEDED");
  }

  @Test
  void refusesEverythingWhereOneArgumentCanNotBePriced() {
    var text =
        "query ($n: Int = 1) { bed(row: \"R1\", number: $n) { row } "
            + "plants(first: 100) { nodes { bed { row } } } }";
    var variables = new HashMap<String, Object>();
    variables.put("n", null);
    var answer = ask(text, variables);
    assertThat(answer.codes()).containsExactly("BAD_USER_INPUT");
    assertThat(answer.result().isDataPresent()).isFalse();
  }

  @Test
  void refusesNegativeSizes() {
    var answer = ask(PLANTS, Map.of("n", -1));
    assertThat(answer.codes()).containsExactly("BAD_USER_INPUT");
    assertThat(answer.message()).contains("plants(first: -1)");
  }

  @Test
  void breaksOffAnAnswerWithTooManyValues(CapturedOutput log) {
    // Scalars cost nothing, however many.
    var names =
        "abcdefghijklmnopqrst"
            .chars()
            .mapToObj(alias -> (char) alias + ": row ")
            .reduce("", String::concat);
    var text = "query ($n: Int) { plants(first: $n) { nodes { bed { %s } } } }".formatted(names);
    ask(text, Map.of("n", 10)).complete();
    var answer = ask(text, Map.of("n", 19));
    assertThat(answer.codes()).containsExactly("ANSWER_TOO_LARGE");
    assertThat(answer.result().isDataPresent()).isFalse();
    assertThat(log).doesNotContain("INTERNAL");
  }

  @Test
  void givesNoAnswerThatIsTooLong() {
    var alias = "a".repeat(300);
    post("{ plants(first: 19) { nodes { %s: name } } }".formatted(alias), null)
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("ANSWER_TOO_LARGE")
        .jsonPath("$.data")
        .doesNotExist();
  }

  @Test
  void saysNothingOfCostsUnasked() {
    var response = post("{ plants(first: 3) { nodes { name } } }", null);
    // For what is left of the budget, which stands in a header.
    response.expectHeader().exists("RateLimit");
    response.expectHeader().valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
    response.expectBody().jsonPath("$.extensions").doesNotExist();
  }

  @Test
  void reportsWhatItCouldAndWhatItDidCost() {
    var bed = ask("{ bed(row: \"R1\", number: 1) { id } }").complete().<String>at("bed.id");
    var plants = "plants(query: \"sage\", filter: {bed: [\"%s\"]}, first: 19)".formatted(bed);
    int found =
        ask("{ %s { nodes { name } } }".formatted(plants))
            .complete()
            .<List<Object>>at("plants.nodes")
            .size();
    assertThat(found).isBetween(1, 18);
    var response = post("{ %s { totalCount nodes { bed { row } } } }".formatted(plants), "report");
    response.expectHeader().valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
    response
        .expectBody()
        .jsonPath("$.data.plants.nodes.length()")
        .isEqualTo(found)
        .jsonPath("$.extensions.cost.requestedQueryCost")
        .isEqualTo(5 + 3 + 1 + 2 + 1 + 19)
        .jsonPath("$.extensions.cost.actualQueryCost")
        .isEqualTo(5 + 3 + 1 + 2 + 1 + found)
        .jsonPath("$.extensions.cost.requestedTypeCost")
        .isEqualTo(2 + 2 * 19)
        .jsonPath("$.extensions.cost.actualTypeCost")
        .isEqualTo(2 + 2 * found);
  }

  @Test
  void pricesWithoutRunning() {
    var rename =
        "mutation { plantRename(input: {id: \"%s\", name: \"Validated\"}) { plant { name } } }"
            .formatted(id("Plant", 40101));
    post(rename, "validate")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.errors")
        .doesNotExist()
        .jsonPath("$.data")
        .isEmpty()
        .jsonPath("$.extensions.cost.requestedQueryCost")
        .isEqualTo(10 + 1 + 1)
        .jsonPath("$.extensions.cost.actualQueryCost")
        .doesNotExist();
    var plant =
        ask(
            "query ($id: ID!) { node(id: $id) { ... on Plant { name } } }",
            Map.of("id", id("Plant", 40101)));
    assertThat(plant.complete().<String>at("node.name")).isNotEqualTo("Validated");
  }

  @Test
  void validatesAsItWouldBeforeRunning() {
    error(post("{ nothing }", "validate"), "GRAPHQL_VALIDATION_FAILED");
    error(
            post("{ plants(first: 60) { nodes { bed { row } } } }", "validate"),
            "COST_LIMIT_EXCEEDED")
        .jsonPath("$.extensions.cost.requestedQueryCost")
        .isEqualTo(66);
  }

  @Test
  void refusesAnotherWish() {
    error(post("{ motto }", "reprot"), "BAD_REQUEST");
  }

  private static BodyContentSpec error(WebTestClient.ResponseSpec response, String code) {
    return response.expectBody().jsonPath("$.errors[0].extensions.code").isEqualTo(code);
  }

  private WebTestClient.ResponseSpec post(String document, @Nullable String mode) {
    return WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .build()
        .post()
        .uri("/graphql")
        .header("Content-Type", "application/json")
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
