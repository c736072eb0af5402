package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.budget.BudgetProperties;
import io.millrace.api.cost.CostNumber;
import io.millrace.api.cost.CostProperties;
import io.millrace.api.review.DocumentReview;
import io.millrace.api.review.ReviewLimits;
import io.millrace.api.review.ReviewedDocument;
import io.millrace.api.review.Sender;
import io.millrace.schema.version.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a review says beforehand is what the server says when the document comes. */
@TestPropertySource(
    properties = {
      "millrace.api.cost.max-field-cost=60",
      "millrace.api.cost.max-type-cost=60",
      "millrace.api.budget.clients.web.capacity=40",
      "millrace.api.budget.clients.web.restore-rate=40",
      "millrace.api.budget.anonymous-capacity=40",
      "millrace.api.documents.max-depth=6",
      "millrace.api.documents.max-aliases=3",
      "millrace.api.documents.max-tokens=100",
    })
class ReviewTest extends ApiTest {

  @Autowired private ApiProperties api;
  @Autowired private CostProperties cost;
  @Autowired private BudgetProperties budget;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ motto }",
        "{ plants(first: 3) { totalCount nodes { name bed { row garden { name } } } } }",
        "query ($n: Int = 4) { plants(first: $n, query: \"rose\") { nodes { name } } }",
        "query ($n: Int = 4, $yes: Boolean = false) { plants(first: $n) { nodes { bed @include(if: $yes) { row } } } }",
        "{ plants(first: 1) { nodes { height } facets { kind { value count } } } }",
        "{ plants { nodes { height(in: \"m\") } } }",
        "{ season(id: \"x\") { id } }",
        "{ plants(filter: {kind: FLOWER}, first: 2) { totalCount } }",
        "{ plants(filter: {price: {lte: \"cheap\"}}, first: 2) { totalCount } }",
        "{ plants(first: 35) { nodes { name bed { row } } } }",
        "{ plants(first: 29) { nodes { name bed { row } } } }",
        "{ plants(first: 29) { nodes { bed { row } } } more: plants(first: 30) { nodes { name } } }",
        "{ plants(first: -1) { totalCount } }",
        "{ a: motto b: motto c: motto d: motto }",
        "{ plants { nodes { bed { garden { beds { nodes { row } } } } } } }",
        "{ ...F } fragment F on Query { ...F }",
        "{ motto",
        "mutation { plantRename(input: {id: \"x\", name: \"y\"}) { plant { name } userErrors { message } } }",
      })
  void saysWhatTheServerWouldSay(String document) {
    var limits = new ReviewLimits(api, cost, budget);
    for (var version : catalog().versions()) {
      var reviewed =
          new DocumentReview(limits)
              .review(document, List.of(version), new Sender("web", Set.of()));
      var answer = ask(document, version);
      assertThat(codes(answer)).as(version.name()).isEqualTo(codes(reviewed));
      if (!reviewed.prices().isEmpty()) {
        var price = reviewed.prices().getFirst().cost();
        assertThat(answer.at("/extensions/cost/requestedQueryCost").numberValue())
            .isEqualTo(number(price.field()));
        assertThat(answer.at("/extensions/cost/requestedTypeCost").numberValue())
            .isEqualTo(number(price.type()));
      }
    }
  }

  private static Number number(double value) {
    return CostNumber.of(value).intValue();
  }

  private static Set<String> codes(JsonNode answer) {
    return Set.copyOf(
        answer
            .path("errors")
            .valueStream()
            .map(error -> error.at("/extensions/code").asString())
            .toList());
  }

  private static Set<String> codes(ReviewedDocument reviewed) {
    return Set.copyOf(reviewed.findings().stream().map(finding -> finding.code().name()).toList());
  }

  private JsonNode ask(String document, ApiVersion version) {
    return JsonMapper.shared()
        .readTree(
            WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port())
                .build()
                .post()
                .uri("/{version}/graphql", version.name())
                .contentType(MediaType.APPLICATION_JSON)
                .header("GraphQL-Cost", "validate")
                .bodyValue(Map.of("query", document))
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody());
  }
}
