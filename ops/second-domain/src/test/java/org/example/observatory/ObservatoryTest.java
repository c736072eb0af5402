package org.example.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.test.MillraceTest;
import io.millrace.ops.test.RunningMillrace;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.test.tester.GraphQlTester;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The platform's applications with the observatory, on real servers. */
@MillraceTest
class ObservatoryTest {

  private static final String RECORD =
      """
      mutation ($input: ObservationRecordInput!) {
        observationRecord(input: $input) {
          observation {
            id
            target
            magnitude
            observedAt
            telescope { code observations(first: 1) { totalCount nodes { target } } }
          }
          userErrors { code field }
        }
      }""";

  private final RunningMillrace millrace;

  ObservatoryTest(RunningMillrace millrace) {
    this.millrace = millrace;
  }

  @BeforeAll
  static void buildTelescopes(RunningMillrace millrace) {
    millrace.sql(
        """
        insert into telescope (code, name, aperture_metres) values
          ('VLT-1', 'Antu', 8.2), ('INT', 'Isaac Newton Telescope', 2.54), ('WHT', 'William', 4.2)""");
  }

  @Test
  void knowsCallersByTheTokensOfTheTestsIssuer() {
    var ada = millrace.as("ada", "observe");
    ada.query("{ __typename }").path("__typename").entity(String.class).isEqualTo("Query");
    WebTestClient.bindToServer()
        .baseUrl(millrace.url())
        .build()
        .post()
        .header("Authorization", "Bearer " + ada.token() + "A")
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  @Test
  void projectsWhatAnotherProgramWrites() {
    millrace.sql(
        """
        insert into observation
        select '018f0000-0000-7000-8000-000000000001', id, 'Sombrero Galaxy', 'A dust lane', 8.98,
          '2026-01-05T22:10:00Z'
        from telescope where code = 'VLT-1'""");
    millrace.awaitProjected();
    var key = DocumentKey.of("Observation", "018f0000-0000-7000-8000-000000000001");
    assertThat(millrace.document(key).orElseThrow().get("magnitude").asString()).isEqualTo("8.98");
    assertThat(found("sombrero")).containsExactly(GlobalId.encode(key));
  }

  @Test
  void answersAMutationFromThePrimary() {
    record("INT", "Whirlpool Galaxy", "2026-02-01T20:00:00Z")
        .path("observationRecord.observation.magnitude")
        .entity(String.class)
        .isEqualTo("8.4")
        .path("observationRecord.observation.observedAt")
        .entity(String.class)
        .isEqualTo("2026-02-01T20:00:00.000Z")
        .path("observationRecord.observation.telescope.code")
        .entity(String.class)
        .isEqualTo("INT")
        .path("observationRecord.observation.telescope.observations.nodes[0].target")
        .entity(String.class)
        .isEqualTo("Whirlpool Galaxy")
        .path("observationRecord.userErrors")
        .entityList(Object.class)
        .hasSize(0);
  }

  @Test
  void showsARecordedObservationInEveryRead() {
    var id = idOf(record("VLT-1", "Horsehead Nebula", "2026-03-01T20:00:00Z"));
    millrace.awaitProjected();
    assertThat(millrace.document(GlobalId.decode(id))).isPresent();
    assertThat(targets("VLT-1")).startsWith("Horsehead Nebula");
    assertThat(found("horshead")).containsExactly(id);
    ask("query ($id: ID!) { observation(id: $id) { target telescope { name } } }", Map.of("id", id))
        .path("observation.telescope.name")
        .entity(String.class)
        .isEqualTo("Antu");
    ask("query ($id: ID!) { node(id: $id) { __typename } }", Map.of("id", id))
        .path("node.__typename")
        .entity(String.class)
        .isEqualTo("Observation");
  }

  @Test
  void goesOnBehindTheHeadListInTheSameOrder() {
    for (int day = 1; day <= 5; day++) {
      record("WHT", "Comet, day " + day, "2026-04-0" + day + "T20:00:00Z");
    }
    millrace.awaitProjected();
    assertThat(found("comet")).hasSize(5);
    assertThat(targets("WHT")).containsExactly("Comet, day 5", "Comet, day 4");
    var second =
        ask(
            """
            query ($after: String) {
              telescope(code: "WHT") { observations(first: 3, after: $after) {
                totalCount nodes { target } pageInfo { hasNextPage } } }
            }""",
            Map.of("after", endOfFirstPage("WHT")));
    second
        .path("telescope.observations.nodes[*].target")
        .entityList(String.class)
        .isEqualTo(List.of("Comet, day 3", "Comet, day 2", "Comet, day 1"))
        .path("telescope.observations.totalCount")
        .entity(Integer.class)
        .isEqualTo(5)
        .path("telescope.observations.pageInfo.hasNextPage")
        .entity(Boolean.class)
        .isEqualTo(false);
  }

  @Test
  void losesADeletedRowInEveryRead() {
    var id = idOf(record("INT", "Crab Nebula", "2026-05-01T20:00:00Z"));
    millrace.awaitProjected();
    assertThat(millrace.document(GlobalId.decode(id))).isPresent();
    assertThat(found("crab")).containsExactly(id);
    assertThat(targets("INT")).contains("Crab Nebula");

    millrace.sql(
        "delete from observation where id = ?", UUID.fromString(GlobalId.decode(id).text()));
    millrace.awaitProjected();
    assertThat(millrace.document(GlobalId.decode(id))).isEmpty();
    ask("query ($id: ID!) { observation(id: $id) { target } }", Map.of("id", id))
        .path("observation")
        .valueIsNull();
    assertThat(found("crab")).isEmpty();
    assertThat(targets("INT")).doesNotContain("Crab Nebula");
  }

  @Test
  void tellsRuleViolationsAsData() {
    record("INT", " ", "2026-01-01T20:00:00Z")
        .path("observationRecord.observation")
        .valueIsNull()
        .path("observationRecord.userErrors[*].code")
        .entityList(String.class)
        .isEqualTo(List.of("TARGET_BLANK"))
        .path("observationRecord.userErrors[0].field")
        .entityList(String.class)
        .isEqualTo(List.of("target"));
    ask(
            RECORD,
            input(GlobalId.encode(DocumentKey.of("Telescope", 999)), "M 1", "2026-01-01T20:00:00Z"))
        .path("observationRecord.userErrors[*].code")
        .entityList(String.class)
        .isEqualTo(List.of("TELESCOPE_NOT_FOUND"));
  }

  @Test
  void recordsNothingThatItsConstraintsRefuse() {
    var input =
        Map.<String, Object>of(
            "telescopeId", telescopeId("INT"),
            "target", "M 31",
            "magnitude", "3.441",
            "observedAt", "2026-06-01T20:00:00Z");
    var errors = ask(RECORD, Map.of("input", input)).returnResponse().getErrors();
    assertThat(errors)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getExtensions().get("code")).isEqualTo("BAD_USER_INPUT");
              assertThat(error.getMessage())
                  .isEqualTo(
                      "observationRecord(input.magnitude) is 3.441, and must have at most 2 digits before the decimal point and 2 behind it (@Digits)");
            });
    assertThat(targets("INT")).doesNotContain("M 31");
  }

  @Test
  void refusesAnIdOfAnotherType() {
    var telescope = telescopeId("INT");
    assertThat(codes("query ($id: ID!) { observation(id: $id) { id } }", Map.of("id", telescope)))
        .containsExactly("INVALID_ID");
    var observation =
        GlobalId.encode(DocumentKey.of("Observation", "018f0000-0000-7000-8000-000000000001"));
    assertThat(codes(RECORD, input(observation, "M 1", "2026-01-01T20:00:00Z")))
        .containsExactly("INVALID_ID");
  }

  @Test
  void findsNothingUnderAKeyThatNoRowCanHave() {
    var id = GlobalId.encode(DocumentKey.of("Observation", "no uuid"));
    ask("query ($id: ID!) { observation(id: $id) { id } }", Map.of("id", id))
        .path("observation")
        .valueIsNull();
  }

  private GraphQlTester.Response record(String telescope, String target, String at) {
    return ask(RECORD, input(telescopeId(telescope), target, at));
  }

  private static Map<String, Object> input(String telescopeId, String target, String at) {
    return Map.of(
        "input",
        Map.of("telescopeId", telescopeId, "target", target, "magnitude", "8.4", "observedAt", at));
  }

  private static String idOf(GraphQlTester.Response recorded) {
    return recorded.path("observationRecord.observation.id").entity(String.class).get();
  }

  private String telescopeId(String code) {
    return ask("query ($code: String) { telescope(code: $code) { id } }", Map.of("code", code))
        .path("telescope.id")
        .entity(String.class)
        .get();
  }

  /** The targets on the first page of a telescope's observations. */
  private List<String> targets(String code) {
    return firstPage(code)
        .path("telescope.observations.nodes[*].target")
        .entityList(String.class)
        .get();
  }

  private String endOfFirstPage(String code) {
    return firstPage(code)
        .path("telescope.observations.pageInfo.endCursor")
        .entity(String.class)
        .get();
  }

  private GraphQlTester.Response firstPage(String code) {
    return ask(
        """
        query ($code: String) {
          telescope(code: $code) {
            observations(first: 2) { nodes { target } pageInfo { endCursor } } }
        }""",
        Map.of("code", code));
  }

  /** The ids of the observations that have these words. */
  private List<String> found(String words) {
    return ask(
            "query ($words: String) { observations(query: $words, first: 10) { nodes { id } } }",
            Map.of("words", words))
        .path("observations.nodes[*].id")
        .entityList(String.class)
        .get();
  }

  private List<String> codes(String document, Map<String, Object> variables) {
    return ask(document, variables).returnResponse().getErrors().stream()
        .map(error -> String.valueOf(error.getExtensions().get("code")))
        .toList();
  }

  private GraphQlTester.Response ask(String document, Map<String, Object> variables) {
    return millrace.query(document, variables);
  }
}
