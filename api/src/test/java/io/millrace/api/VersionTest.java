package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each version of the garden, asked over HTTP. */
@TestPropertySource(properties = "millrace.api.introspection=true")
class VersionTest extends ApiTest {

  private static final String HEIGHTS = "{ plants(first: 5) { nodes { height } } }";

  @ParameterizedTest(name = "path {0}, header {1}: {2}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          /graphql,         -,                2027-01
          /graphql,         2026-11,          2026-11
          /graphql,         '2026-11,2026-11', 2026-11
          /2026-10/graphql, -,                2026-10
          /2026-10/graphql, 2026-10,          2026-10
          """)
  void isChosenByPathOrHeader(String path, @Nullable String header, String served) {
    var answer = ask(path, header, "{ motto }");
    assertThat(answer.getStatus().value()).isEqualTo(200);
    assertThat(answer.getResponseHeaders().get("API-Version")).containsExactly(served);
  }

  @ParameterizedTest(name = "path {0}, header {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          /2026-10/graphql, 2026-11,           API_VERSION_CONFLICT
          /graphql,         '2026-10,2026-11', API_VERSION_CONFLICT
          /graphql,         2025-01,           API_VERSION_UNKNOWN
          /2025-01/graphql, -,                 API_VERSION_UNKNOWN
          /graphql,         unversioned,       API_VERSION_UNKNOWN
          """)
  void isRefusedWhereItIsNoneOrTwo(String path, @Nullable String header, String code) {
    var answer = ask(path, header, "{ motto }");
    assertThat(answer.getStatus().value()).isEqualTo(400);
    var error = json(answer).at("/errors/0");
    assertThat(error.at("/extensions/code").asString()).isEqualTo(code);
    if (code.equals("API_VERSION_UNKNOWN")) {
      assertThat(error.at("/message").asString()).contains("2026-10, 2026-11, 2027-01");
    }
  }

  @Test
  void refusalsNameTheVersionToo() {
    var answer = ask("/2026-10/graphql", null, "{ season(id: 1) { id } }");
    assertThat(answer.getResponseHeaders().get("API-Version")).containsExactly("2026-10");
    assertThat(json(answer).at("/errors/0/message").asString()).contains("season");
  }

  @Test
  void saysSinceWhenItShouldBeLeftAndWhenItEnds() {
    var ending = ask("/2026-10/graphql", null, "{ motto }").getResponseHeaders();
    assertThat(ending.get("Deprecation")).containsExactly("@1793491200");
    assertThat(ending.get("Sunset")).containsExactly("Wed, 30 Jun 2027 00:00:00 GMT");
    var newest = ask("/graphql", null, "{ motto }").getResponseHeaders();
    assertThat(newest.headerNames()).doesNotContain("Deprecation", "Sunset");
  }

  @Test
  void hasItsOwnIntrospection() {
    var types = "{ __schema { types { name } } }";
    assertThat(json(ask("/graphql", null, types)).toString()).contains("\"Season\"");
    assertThat(json(ask("/2026-10/graphql", null, types)).toString())
        .contains("\"Plant\"")
        .doesNotContain("\"Season\"");
    var fields = "{ __type(name: \"Plant\") { fields(includeDeprecated: true) { name } } }";
    assertThat(json(ask("/2026-10/graphql", null, fields)).toString())
        .contains("\"height\"")
        .doesNotContain("heightText");
  }

  @Test
  void aFieldOfAnotherTypeIsAnsweredUnderItsOldName() {
    var newest = heights("/graphql", HEIGHTS);
    var older = heights("/2026-11/graphql", HEIGHTS);
    assertThat(newest).isNotEmpty().allMatch(JsonNode::isNumber);
    assertThat(older)
        .extracting(JsonNode::asString)
        .isEqualTo(newest.stream().map(height -> height.asString() + " m").toList());
  }

  @Test
  void anArgumentKeepsItsOldName() {
    var metres = "{ plants(first: 1) { nodes { height(in: \"metres\") } } }";
    assertThat(heights("/2026-11/graphql", metres).getFirst().asString()).endsWith(" metres");
    assertThat(ask("/graphql", null, metres).getStatus().value()).isEqualTo(400);
  }

  @Test
  void aConstraintHoldsUnderTheNamesOfTheVersion() {
    var ells = "{ plants(first: 1) { nodes { height(in: \"ells of Lauenburg\") } } }";
    var refused = ask("/2026-11/graphql", null, ells);
    assertThat(refused.getStatus().value()).isEqualTo(400);
    assertThat(json(refused).at("/errors/0/message").asString())
        .isEqualTo("height(in) is \"ells of Lauenburg\", and must have 1 to 12 characters (@Size)");
  }

  @Test
  void aDocumentOfOneVersionIsNotTakenForAnother() {
    var asked = "{ season(id: \"%s\") { id } }".formatted(id("Season", 1));
    assertThat(json(ask("/graphql", null, asked)).at("/data/season/id").isString()).isTrue();
    assertThat(ask("/2026-10/graphql", null, asked).getStatus().value()).isEqualTo(400);
    assertThat(json(ask("/2026-11/graphql", null, asked)).at("/data/season/id").isString())
        .isTrue();
  }

  @Test
  void aNewValueOfAnEnumIsShownAsItsFallback() {
    var asked = "{ plants(first: 50) { nodes { name kind } facets { kind { value } } } }";
    var newest = json(ask("/2026-11/graphql", null, asked)).at("/data/plants");
    var older = json(ask("/2026-10/graphql", null, asked)).at("/data/plants");
    assertThat(newest.at("/nodes").toString()).contains("\"FLOWER\"");
    assertThat(older.toString().replace("FLOWER", "")).isEqualTo(older.toString());
    assertThat(older.at("/nodes").toString())
        .isEqualTo(newest.at("/nodes").toString().replace("FLOWER", "HERB"));
    assertThat(
            ask("/2026-10/graphql", null, "{ plants(filter: {kind: FLOWER}) { totalCount } }")
                .getStatus()
                .value())
        .isEqualTo(400);
  }

  @Test
  void aDocumentOfANewTypeIsNullWhereAnOlderVersionMeetsIt() {
    var asked = "{ node(id: \"%s\") { __typename id } }".formatted(id("Season", 1));
    assertThat(json(ask("/2026-11/graphql", null, asked)).at("/data/node/__typename").asString())
        .isEqualTo("Season");
    var older = json(ask("/2026-10/graphql", null, asked));
    assertThat(older.at("/data/node").isNull()).isTrue();
    assertThat(older.has("errors")).isFalse();
  }

  private List<JsonNode> heights(String path, String document) {
    return json(ask(path, null, document))
        .at("/data/plants/nodes")
        .valueStream()
        .map(node -> node.get("height"))
        .filter(height -> !height.isNull())
        .toList();
  }

  private static String id(String type, long key) {
    return GlobalId.encode(DocumentKey.of(type, key));
  }

  private EntityExchangeResult<byte[]> ask(String path, @Nullable String version, String document) {
    var request =
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port())
            .build()
            .post()
            .uri(path)
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json");
    if (version != null) {
      request.header("API-Version", version);
    }
    return request.bodyValue(Map.of("query", document)).exchange().expectBody().returnResult();
  }

  private static JsonNode json(EntityExchangeResult<byte[]> answer) {
    return JsonMapper.shared().readTree(answer.getResponseBody());
  }
}
