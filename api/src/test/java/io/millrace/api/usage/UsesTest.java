package io.millrace.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operations use of a schema. */
class UsesTest {

  private static final UsedSchema SCHEMA =
      new UsedSchema(
          """
          type Query { tree(by: TreeBy, kinds: [[Kind!]], size: Int = 3): Tree thing: Thing any: Any }
          type Mutation { plant(kind: Kind!): Tree }
          interface Thing { name: String }
          type Tree implements Thing { name: String kind: Kind tree: Tree }
          type Stone implements Thing { name: String weight(unit: Unit = GRAM): Float }
          union Any = Tree | Stone
          input TreeBy { kind: Kind = OAK name: String or: [TreeBy!] }
          enum Kind { OAK ASH ELM }
          enum Unit { GRAM }
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ tree { name } }                        | Query.tree Tree.name",
        "{ a: tree { n: name } b: tree { name } } | Query.tree Tree.name",
        "{ thing { name } }                       | Query.thing Thing.name",
        "{ thing { ... { name } ... on Stone { weight } } } | Query.thing Thing.name Stone.weight",
        "{ any { __typename ... on Tree { kind } } } | Query.any Tree.kind",
        "{ __schema { types { name } } __typename } | ''",
        "{ ...F } fragment F on Query { tree { ...T } } fragment T on Tree { tree { name ...U } } fragment U on Tree { kind } | Query.tree Tree.tree Tree.name Tree.kind",
        "{ tree @skip(if: true) { name } }        | Query.tree Tree.name",
        "{ tree(size: 4) { name } }               | Query.tree Query.tree(size:) Tree.name",
        "{ tree(by: {kind: ASH, or: {name: \"x\"}}) { name } } | Query.tree Query.tree(by:) TreeBy.kind Kind.ASH TreeBy.or TreeBy.name Tree.name",
        "{ tree(kinds: [[OAK], [ELM, OAK]]) { name } } | Query.tree Query.tree(kinds:) Kind.OAK Kind.ELM Tree.name",
        "{ tree(kinds: ASH) { name } }            | Query.tree Query.tree(kinds:) Kind.ASH Tree.name",
        "mutation { plant(kind: ELM) { name } }   | Mutation.plant Mutation.plant(kind:) Kind.ELM Tree.name",
        "query ($k: Kind = ASH) { tree(by: {kind: $k}) { name } } | Kind.ASH Query.tree Query.tree(by:) TreeBy.kind Tree.name"
      })
  void documentsUseWhatTheyName(String document, String coordinates) {
    assertThat(SCHEMA.used(document, Map.of()))
        .containsExactlyElementsOf(
            Arrays.stream(coordinates.split(" ")).filter(name -> !name.isEmpty()).toList());
  }

  @Test
  void valuesOfVariablesUseWhatWasSentAndNoDefaultOfTheSchema() {
    var document =
        "query ($by: TreeBy, $kinds: [[Kind!]]) { tree(by: $by, kinds: $kinds) { name } }";
    var always = List.of("Query.tree", "Query.tree(by:)", "Query.tree(kinds:)", "Tree.name");
    assertThat(SCHEMA.used(document, Map.of())).containsExactlyElementsOf(always);
    assertThat(
            SCHEMA.used(
                document,
                Map.of(
                    "by",
                    Map.of("or", List.of(Map.of("name", "x"), Map.of("kind", "ELM"))),
                    "kinds",
                    List.of(List.of("OAK"), List.of("OAK", "ASH")))))
        .startsWith(always.toArray(String[]::new))
        .contains("TreeBy.or", "TreeBy.name", "TreeBy.kind", "Kind.ELM", "Kind.OAK", "Kind.ASH")
        .doesNotHaveDuplicates();
    assertThat(SCHEMA.used(document, Map.of("by", Map.of("name", "x"), "kinds", "ELM")))
        .contains("TreeBy.name", "Kind.ELM")
        .doesNotContain("TreeBy.kind", "Kind.OAK");
  }

  @Test
  void whatTheDocumentSaysIsWorkedOutOnce() {
    var operation = SCHEMA.operation("{ tree { name } }");
    assertThat(SCHEMA.use(operation)).isSameAs(SCHEMA.use(operation));
  }
}
