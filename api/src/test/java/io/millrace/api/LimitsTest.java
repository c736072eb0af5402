package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/**
 * What a document and its values may be. Each refusal says which limit, the value, what is allowed
 * and what to do.
 */
@TestPropertySource(
    properties = {
      "millrace.api.documents.max-depth=10",
      "millrace.api.documents.max-fields=1000",
      "millrace.api.documents.max-root-fields=8",
      "millrace.api.documents.max-aliases=12",
      "millrace.api.documents.max-directives=6",
      "millrace.api.inputs.max-depth=9",
      "millrace.api.inputs.max-items=200",
      "millrace.api.inputs.max-characters=400",
      "millrace.api.filters.max-depth=4",
      "millrace.api.filters.max-conditions=20",
      "millrace.api.filters.max-values=30",
      "millrace.api.search-texts.max-characters=40",
      "millrace.api.search-texts.max-words=5",
    })
class LimitsTest extends ApiTest {

  private static final String COMPLEX = "DOCUMENT_TOO_COMPLEX";
  private static final String SEARCH =
      "query ($f: PlantFilter) { plants(filter: $f) { nodes { id } } }";

  @Test
  void aliasesAreCountedWhereverAFragmentIsUsed() {
    ask("{ %s }".formatted(repeated(8, "a%d: motto"))).complete();
    refuses(
        "{ garden(slug: \"x\") { %s } }".formatted(repeated(13, "a%d: name")),
        "has 13 aliases; 12");
    refuses(
        "{ a: garden(slug: \"x\") { ...F } b: garden(slug: \"y\") { ...F } } fragment F on Garden { %s }"
            .formatted(repeated(6, "a%d: name")),
        "has 14 aliases; 12");
  }

  @Test
  void rootFieldsAreCountedThroughFragments() {
    refuses("{ %s }".formatted(repeated(9, "a%d: motto")), "has 9 fields on its first level; 8");
    refuses(
        "{ ...F ...F ... { ...F } } fragment F on Query { a: motto b: motto c: motto }",
        "has 9 fields on its first level; 8");
  }

  @Test
  void directivesAreCountedWhereverTheyStand() {
    var directive = "@include(if: true)";
    ask("{ a: motto %s b: motto %s }".formatted(directive, directive)).complete();
    refuses("{ motto %s }".formatted(repeated(7, "@x%d")), "has 7 directives; 6");
    refuses(
        "{ ...F %s ... %s { ...F %s } } fragment F on Query { motto %s garden(slug: \"x\") %s { name } }"
            .formatted(directive, directive, directive, directive, directive),
        "has 7 directives; 6");
  }

  @Test
  void fragmentsThatMultiplyAreCountedWithoutBeingMultiplied() {
    var fragments =
        IntStream.range(0, 1_000)
            .mapToObj(n -> "fragment F%d on Query { ...F%d ...F%d }".formatted(n, n + 1, n + 1))
            .collect(Collectors.joining(" "));
    refuses(
        "{ ...F0 } %s fragment F1000 on Query { motto }".formatted(fragments),
        "has %d fields, those of fragments counted at each use; 1000".formatted(Integer.MAX_VALUE));
  }

  @Test
  void aFragmentThatContainsItselfIsRefused() {
    for (var document :
        List.of(
            "{ ...F } fragment F on Query { ...F }",
            "{ ...F } fragment F on Query { motto ... { ...G } } fragment G on Query { ...F }",
            "{ garden(slug: \"x\") { ...F } } fragment F on Garden { beds { nodes { garden { ...F } } } }")) {
      var answer = ask(document);
      assertThat(answer.codes()).as(document).containsExactly("GRAPHQL_VALIDATION_FAILED");
      assertThat(answer.message()).contains("contains itself");
    }
  }

  @Test
  void operationsThatShareALargeFragmentAreFew() {
    var operations = repeated(51, "query A%d { ...F } ");
    refuses(operations + "fragment F on Query { motto }", "has 51 operations; 50");
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsValidated() {
    refuses("{ %s }".formatted(repeated(9, "a%d: nothing")), "first level");
  }

  @Test
  void anOperationThatDoesNotRunIsMeasuredToo() {
    refuses("query A { motto } query B { %s }".formatted(repeated(9, "a%d: motto")), "first level");
  }

  @Test
  void valuesInTheDocumentAreBounded() {
    refuses(
        "{ plants(filter: %s) { nodes { id } } }".formatted(nested("{not: ", 9, "{}", "}")),
        "nests 10 values deep; 9");
    refuses(
        "{ nodes(ids: [%s]) { id } }".formatted("\"x\" ".repeat(200)),
        "has 201 values in its arguments; 200");
  }

  @Test
  void valuesInVariablesAreBounded() {
    Map<String, Object> filter = Map.of();
    for (int depth = 0; depth < 9; depth++) {
      filter = Map.of("not", filter);
    }
    refusesInput(SEARCH, Map.of("f", filter), "The variable $f nests more than 9 values deep");
    var nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    refusesInput(
        nodes,
        Map.of("ids", IntStream.range(0, 200).mapToObj(n -> "x").toList()),
        "hold more than 200 values");
    refusesInput(
        nodes,
        Map.of("ids", List.of("x".repeat(200), "y".repeat(201))),
        "more than 400 characters");
    refusesInput(
        nodes, Map.of("ids", List.of(), "unknown", "y".repeat(401)), "more than 400 characters");
  }

  @Test
  void clausesOfAFilterAreBounded() {
    Map<String, Object> some = Map.of("watered", true);
    ask(SEARCH, Map.of("f", Map.of("or", List.of(some, some)))).complete();
    refusesFilter(
        Map.of("or", IntStream.range(0, 11).mapToObj(n -> some).toList()),
        "more than 20 conditions");
    refusesFilter(
        Map.of("or", IntStream.range(0, 21).mapToObj(n -> Map.of()).toList()),
        "more than 20 conditions");
    refusesFilter(
        Map.of("not", Map.of("not", Map.of("not", Map.of("not", some)))),
        "nests deeper than 4 filters");
    refusesFilter(
        Map.of("kind", IntStream.range(0, 31).mapToObj(n -> "TREE").toList()),
        "more than 30 values");
  }

  @Test
  void textsToSearchForAreBounded() {
    var search = "query ($t: String) { plants(query: $t) { nodes { id } } }";
    ask(search, Map.of("t", "one two three four five")).complete();
    refusesInput(search, Map.of("t", "x".repeat(41)), "query has 41 characters; 40");
    refusesInput(search, Map.of("t", "a b c d e f"), "query has 6 words; 5");
    refusesInput(
        search.replace("query:", "typeAhead:"),
        Map.of("t", "a b c d e f"),
        "typeAhead has 6 words; 5");
  }

  private void refuses(String document, String message) {
    var answer = ask(document);
    assertThat(answer.codes()).as(document).containsExactly(COMPLEX);
    assertThat(answer.message()).contains(message).contains(" allowed: ");
  }

  private void refusesInput(String document, Map<String, Object> variables, String message) {
    var answer = ask(document, variables);
    assertThat(answer.codes()).as(message).containsExactly("BAD_USER_INPUT");
    assertThat(answer.message()).contains(message);
  }

  private void refusesFilter(Map<String, Object> filter, String message) {
    var answer = ask(SEARCH, Map.of("f", filter));
    assertThat(answer.codes()).as(message).containsExactly("FILTER_TOO_COMPLEX");
    assertThat(answer.message()).contains(message);
  }

  private static String repeated(int times, String what) {
    return IntStream.range(0, times).mapToObj(what::formatted).collect(Collectors.joining(" "));
  }

  private static String nested(String open, int times, String innermost, String close) {
    return open.repeat(times) + innermost + close.repeat(times);
  }
}
