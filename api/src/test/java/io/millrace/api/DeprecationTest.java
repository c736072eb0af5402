package io.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients are told that use what is on its way out, whether anybody counts it or not. */
@TestPropertySource(
    properties = {"millrace.api.http.batch-size=4", "millrace.api.usage.enabled=false"})
class DeprecationTest extends ApiTest {

  /** The first of January 2027, on which the version began that has some fields no more. */
  private static final String JANUARY = "@1798761600";

  /** The first of February 2027, since when all of 2026-11 is deprecated. */
  private static final String FEBRUARY = "@1801440000";

  private static final String CALENDAR =
      "{\"coordinate\":\"Query.calendar\",\"reason\":\"From 2027-01 on it is no more.\",\"since\":\"2027-01-01\"}";
  private static final String DAY =
      "{\"coordinate\":\"Query.almanac(day:)\",\"reason\":\"Ask for a time.\"}";

  @Nested
  class InTheDocument {

    @Test
    void aFieldIsNamedWithWhatFollowsItAndTheDay() {
      var answer = post("/2026-11/graphql", "{ plants(first: 1) { nodes { height } } }");
      assertThat(told(answer))
          .containsExactly(
              "{\"coordinate\":\"Plant.height\",\"reason\":\"From 2027-01 on it is `height: Float`.\",\"since\":\"2027-01-01\"}");
      assertThat(header(answer)).isEqualTo(JANUARY);
    }

    @Test
    void aFieldInAFragmentUnderAConditionIsUsedToo() {
      var answer =
          post(
              "/2026-11/graphql",
              "query ($no: Boolean = false) { ...F motto } fragment F on Query { c: calendar @include(if: $no) }");
      assertThat(json(answer).at("/data").toString()).isEqualTo("{\"motto\":\"Festina lente\"}");
      assertThat(told(answer)).containsExactly(CALENDAR);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "almanac(day: 3)                          | Query.almanac(day:)",
          "almanac(about: {moon: \"new\"})          | AlmanacInput.moon",
          "almanac(about: {each: {time: FALL}})     | AlmanacTime.FALL",
          "almanac(times: [SPRING, FALL])           | AlmanacTime.FALL",
          "almanac(times: FALL)                     | AlmanacTime.FALL"
        })
    void anArgumentAnInputFieldAndAnEnumValueAreNamed(String field, String coordinate) {
      var answer = post("/graphql", "{ %s }".formatted(field));
      assertThat(told(answer)).singleElement().asString().contains("\"" + coordinate + "\"");
      // Nobody has said since when.
      assertThat(header(answer)).isNull();
    }

    @Test
    void anEnumValueThatEndsHasItsDay() {
      var answer = post("/2026-11/graphql", "{ almanac(times: [YULE, YULE]) }");
      assertThat(told(answer)).singleElement().asString().contains("AlmanacTime.YULE");
      assertThat(header(answer)).isEqualTo(JANUARY);
    }

    @Test
    void anotherOperationOfTheDocumentDoesNotCount() {
      var document = "query Old { calendar } query New { motto }";
      assertThat(told(send("/2026-11/graphql", document, Map.of(), "New"))).isEmpty();
      assertThat(told(send("/2026-11/graphql", document, Map.of(), "Old")))
          .containsExactly(CALENDAR);
    }
  }

  @Nested
  class InVariables {

    @Test
    void theirValuesDecideEachTime() {
      var document =
          "query ($about: AlmanacInput, $times: [AlmanacTime!] = [SPRING]) { almanac(about: $about, times: $times) }";
      assertThat(told(ask(document, Map.of()))).isEmpty();
      assertThat(told(ask(document, Map.of("about", Map.of("moon", "new")))))
          .singleElement()
          .asString()
          .contains("AlmanacInput.moon");
      assertThat(told(ask(document, Map.of("times", List.of("SPRING", "FALL")))))
          .singleElement()
          .asString()
          .contains("AlmanacTime.FALL");
      assertThat(
              told(ask(document, Map.of("about", Map.of("each", List.of(Map.of("time", "FALL")))))))
          .singleElement()
          .asString()
          .contains("AlmanacTime.FALL");
      assertThat(told(ask(document, Map.of("about", Map.of("time", "AUTUMN"))))).isEmpty();
    }

    @Test
    void aDefaultOfTheDocumentIsPartOfIt() {
      var document = "query ($t: AlmanacTime = FALL) { almanac(times: [$t]) }";
      assertThat(told(ask(document, Map.of("t", "AUTUMN")))).hasSize(1);
    }

    private EntityExchangeResult<byte[]> ask(String document, Map<String, Object> variables) {
      return send("/graphql", document, variables, null);
    }
  }

  @Nested
  class OnEveryTransport {

    @Test
    void byGetAndByAHashAlone() throws Exception {
      var document = "{ calendar } #" + UUID.randomUUID();
      var hash = MessageDigest.getInstance("SHA-256").digest(document.getBytes(UTF_8));
      var extensions =
          "{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"%s\"}}"
              .formatted(HexFormat.of().formatHex(hash));
      var sent = get("query={query}&extensions={extensions}", document, extensions);
      var named = get("extensions={extensions}", extensions);
      for (var answer : List.of(sent, named)) {
        assertThat(told(answer)).containsExactly(CALENDAR);
        assertThat(header(answer)).isEqualTo(JANUARY);
      }
    }

    @Test
    void eachMemberOfABatchHasItsOwnAndTheHeaderTheEarliest() {
      var answer =
          exchange(
              "/2026-11/graphql",
              List.of(
                  Map.of("query", "{ calendar }"),
                  Map.of("query", "{ almanac(day: 3) }"),
                  Map.of("query", "{ motto }"),
                  Map.of("query", "{ nothing }")));
      assertThat(json(answer).at("/0/extensions/deprecations/0").toString()).isEqualTo(CALENDAR);
      assertThat(json(answer).at("/1/extensions/deprecations/0").toString()).isEqualTo(DAY);
      assertThat(json(answer).get(2).has("extensions")).isFalse();
      assertThat(header(answer)).isEqualTo(JANUARY);
    }

    @Test
    void withinTheProcess() {
      assertThat(
              DeprecationTest.this.ask("{ almanac(day: 3) }").complete().result().getExtensions())
          .containsOnlyKeys("deprecations");
    }
  }

  @Test
  void theHeaderHasTheEarliestDayOfVersionAndElements() {
    assertThat(header(post("/2026-11/graphql", "{ motto }"))).isEqualTo(FEBRUARY);
    assertThat(header(post("/2026-11/graphql", "{ calendar }"))).isEqualTo(JANUARY);
    assertThat(header(post("/2026-11/graphql", "{ almanac(day: 3) }"))).isEqualTo(FEBRUARY);
    var ending = post("/2026-10/graphql", "{ calendar }");
    assertThat(header(ending)).isEqualTo("@1793491200");
    assertThat(ending.getResponseHeaders().get("Sunset"))
        .containsExactly("Wed, 30 Jun 2027 00:00:00 GMT");
  }

  @Test
  void answersOfOthersStayAsTheyAre() {
    var answer = post("/graphql", "{ motto }");
    assertThat(new String(body(answer), UTF_8))
        .isEqualTo("{\"data\":{\"motto\":\"Festina lente\"}}");
    assertThat(header(answer)).isNull();
  }

  @Test
  void anAnswerWithErrorsSaysItAndARefusalDoesNot() {
    assertThat(told(post("/2026-11/graphql", "{ calendar broken }"))).containsExactly(CALENDAR);
    var refused = post("/2026-11/graphql", "{ calendar nothing }");
    assertThat(told(refused)).isEmpty();
    assertThat(header(refused)).isEqualTo(FEBRUARY);
  }

  @Test
  void theReportOfCostsStandsBesideIt() {
    var answer =
        client()
            .post()
            .uri("/2026-11/graphql")
            .header("Content-Type", "application/json")
            .header("GraphQL-Cost", "report")
            .bodyValue(Map.of("query", "{ calendar }"))
            .exchange()
            .expectBody()
            .returnResult();
    assertThat(told(answer)).containsExactly(CALENDAR);
    assertThat(json(answer).at("/extensions/cost").isObject()).isTrue();
    assertThat(header(answer)).isEqualTo(JANUARY);
  }

  private EntityExchangeResult<byte[]> post(String path, String document) {
    return send(path, document, Map.of(), null);
  }

  private EntityExchangeResult<byte[]> send(
      String path, String document, Map<String, Object> variables, @Nullable String operation) {
    return exchange(
        path,
        operation == null
            ? Map.of("query", document, "variables", variables)
            : Map.of("query", document, "variables", variables, "operationName", operation));
  }

  private EntityExchangeResult<byte[]> exchange(String path, Object body) {
    return client()
        .post()
        .uri(path)
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange()
        .expectBody()
        .returnResult();
  }

  private EntityExchangeResult<byte[]> get(String query, Object... values) {
    return client()
        .get()
        .uri("/2026-11/graphql?" + query, values)
        .header("GraphQL-Require-Preflight", "1")
        .exchange()
        .expectBody()
        .returnResult();
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port()).build();
  }

  private static List<String> told(EntityExchangeResult<byte[]> answer) {
    return json(answer)
        .at("/extensions/deprecations")
        .valueStream()
        .map(JsonNode::toString)
        .toList();
  }

  private static @Nullable String header(EntityExchangeResult<byte[]> answer) {
    var values = answer.getResponseHeaders().get("Deprecation");
    assertThat(values == null ? 0 : values.size()).isLessThan(2);
    return values == null ? null : values.getFirst();
  }

  private static byte[] body(EntityExchangeResult<byte[]> answer) {
    var body = answer.getResponseBody();
    return body == null ? new byte[0] : body;
  }

  private static JsonNode json(EntityExchangeResult<byte[]> answer) {
    return JsonMapper.shared().readTree(body(answer));
  }
}
