package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

/** What the garden's constraints, and those of an order, keep from running. */
@TestPropertySource(properties = "millrace.api.cost.max-field-cost=60")
class ConstraintTest extends ApiTest {

  private static final String DEAR = "{ plants(first: 100, %s) { nodes { bed { row } } } }";

  @Autowired private DatabaseClient database;

  @Test
  void nothingOfAnOperationRunsThatViolatesOne() {
    var answer =
        ask(
            """
            mutation ($rename: PlantRenameInput!) {
              plantRemove(input: {id: "%s"}) { deletedPlantId }
              plantRename(input: $rename) { plant { name } }
            }"""
                .formatted(id("Plant", 20202)),
            Map.of("rename", Map.of("id", id("Plant", 20203), "name", "x".repeat(81))));
    assertThat(answer.codes()).containsExactly("BAD_USER_INPUT");
    assertThat(answer.message())
        .isEqualTo(
            "plantRename(input.name) is \"%s\"… (81 characters), and must have at most 80 characters (@Size)"
                .formatted("x".repeat(40)));
    assertThat(answer.result().isDataPresent()).isFalse();
    assertThat(plants(20202L, 20203L)).isEqualTo(2);
    assertThat(named("x".repeat(81))).isZero();
  }

  @Test
  void constraintsAreCheckedBeforeTheCost() {
    assertThat(ask(DEAR.formatted("filter: {height: {gte: 0}}")).codes())
        .containsExactly("COST_LIMIT_EXCEEDED");
    var refused = ask(DEAR.formatted("filter: {or: [{height: {gte: -3, lte: 201}}]}"));
    assertThat(refused.codes()).containsExactly("BAD_USER_INPUT", "BAD_USER_INPUT");
    assertThat(refused.message())
        .isEqualTo("plants(filter.or[0].height.gte) is -3.0, and must be from -2 to 200 (@Range)");
  }

  @Test
  void clientsAreToldWhereTheArgumentStands() {
    var answer =
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port())
            .build()
            .post()
            .uri("/graphql")
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json")
            .bodyValue(
                Map.of(
                    "query",
                    "{ plants(first: 1) {\n nodes {\n  labelIn(language: \"English\") } } }"))
            .exchange()
            .expectStatus()
            .isBadRequest()
            .expectBody()
            .returnResult();
    assertThat(JsonMapper.shared().readTree(answer.getResponseBody()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"errors": [{
                      "message": "labelIn(language) is \\"English\\", and must match [a-z]{2,3} (@Pattern)",
                      "locations": [{"line": 3, "column": 11}],
                      "extensions": {"code": "BAD_USER_INPUT"}}]}"""));
  }

  @Test
  void anOrderNamesEachFieldOnce() {
    ask("{ plants(first: 1, orderBy: [{field: NAME}, {field: COST}]) { nodes { id } } }")
        .complete();
    assertOrderIsRefused(
        ask(
            DEAR.formatted(
                "orderBy: [{field: NAME}, {field: COST}, {field: NAME, direction: DESC}]")),
        "plants is ordered by NAME twice: name each field once");
    assertOrderIsRefused(
        ask(
            "query ($o: [PlantOrder!]) { bed(row: \"R1\", number: 1) { ...B } } fragment B on Bed { plants(orderBy: $o) { nodes { id } } }",
            Map.of("o", Stream.generate(() -> Map.of("field", "HEIGHT")).limit(2_000).toList())),
        "plants is ordered by HEIGHT twice: name each field once");
  }

  private static void assertOrderIsRefused(Answer answer, String message) {
    assertThat(answer.codes()).isEqualTo(List.of("BAD_USER_INPUT"));
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.result().isDataPresent()).isFalse();
  }

  private long plants(Long... ids) {
    return count("select count(*) from plant where id = any(:value)", ids);
  }

  private long named(String name) {
    return count("select count(*) from plant where name = :value", name);
  }

  private long count(String sql, Object value) {
    return Objects.requireNonNull(
        database
            .sql(sql)
            .bind("value", value)
            .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
            .one()
            .block());
  }
}
