package io.millrace.api.gate;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.execution.CoercedVariables;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectedFieldsTest {

  private static final GraphQLSchema SCHEMA =
      UnExecutableSchemaGenerator.makeUnExecutableSchema(
          new SchemaParser()
              .parse(
                  """
                  type Query { thing: Thing any: Any }
                  interface Named { name(in: String): String }
                  type Thing implements Named { name(in: String): String parts: [Thing] }
                  type Other implements Named { name(in: String): String }
                  union Any = Thing | Other
                  """));

  @Test
  void areThoseOfEachTypeThatImplementsAnInterface() {
    assertThat(fields("{ any { ... on Named { name(in: \"la\") } } }"))
        .containsExactlyInAnyOrder("Query.any", "Thing.name", "Other.name");
  }

  @Test
  void areTheOuterBeforeTheInnerAndThoseOfAFragmentOnce() {
    assertThat(
            fields(
                "{ a: thing { ...F __typename } b: thing { ...F } __schema { types { name } } }"
                    + " fragment F on Thing { name parts { name } }"))
        .containsExactly("Query.thing", "Thing.name", "Thing.parts", "Thing.name", "Query.thing");
  }

  @Test
  void changeWithTheVariablesThatTheyDependOn() {
    var text = "query ($with: Boolean!) { thing { name @include(if: $with) parts { name } } }";
    var with = Operations.of(SCHEMA, text, Map.of("with", true), Locale.ENGLISH);
    var without = Operations.of(SCHEMA, text, Map.of("with", false), Locale.ENGLISH);
    assertThat(names(with.fields())).contains("Thing.name").hasSize(4);
    assertThat(names(without.fields())).hasSize(3);
    var again = Operations.of(SCHEMA, "{ thing { name } }", Map.of(), Locale.ENGLISH);
    assertThat(again.fields()).as("kept with the document").isSameAs(again.fields());
  }

  @Test
  void areAllThatAVariableMayLeaveOutWhereNobodyKnowsIt() {
    var text =
        """
        query ($v: Boolean!) {
          a: thing @include(if: $v) { name }
          b: thing @skip(if: $v) { name }
          c: thing @skip(if: true) @include(if: $v) { name }
        }
        """;
    var unknown = CoercedVariables.of(Map.of("v", new UnknownVariable("v")));
    assertThat(Operations.of(SCHEMA, text, unknown).fields())
        .extracting(field -> field.node().getResultKey())
        .containsExactly("a", "name", "b", "name");
  }

  private static List<String> fields(String text) {
    return names(Operations.of(SCHEMA, text, Map.of(), Locale.ENGLISH).fields());
  }

  private static List<String> names(List<SelectedField> fields) {
    return fields.stream()
        .map(field -> field.owner().getName() + "." + field.definition().getName())
        .toList();
  }
}
