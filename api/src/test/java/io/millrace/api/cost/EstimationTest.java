package io.millrace.api.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.error.RequestException;
import io.millrace.api.gate.UnknownVariable;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What estimates are beyond the specification. */
class EstimationTest {

  private final PricedSchema schema =
      PricedSchema.of(
          """
          interface Node { id: ID node: Node }
          type A implements Node { id: ID node: Node }
          type B implements Node { id: ID node: Node }
          type C implements Node { id: ID node: Node }
          type Thing { name: String @cost(weight: "1") parts(first: Int): PartConnection
            @listSize(
              assumedSize: 5
              slicingArguments: ["first"]
              sizedFields: ["nodes", "edges"]
              requireOneSlicingArgument: false
            )
          }
          type PartConnection { nodes: [Thing!]! edges: [PartEdge!]! totalCount: Int @cost(weight: "2") }
          type PartEdge { node: Thing! }
          type Query {
            node: Node
            thing: Thing
            things(ids: [ID!]!): [Thing]! @listSize(slicingArguments: ["ids"])
          }
          """);

  @Test
  void countAListThatIsASlicingArgumentByItsLength() {
    assertThat(schema.field("{ things(ids: [1, 2, 3]) { name } }")).isEqualTo(1 + 3);
    assertThat(schema.field("{ things(ids: 1) { name } }")).isEqualTo(1 + 1);
    assertThat(
            schema
                .price(
                    "query ($i: [ID!]!) { things(ids: $i) { name } }",
                    Map.of("i", Collections.nCopies(70, "x")))
                .estimate()
                .field())
        .isEqualTo(1 + 70);
  }

  @Test
  void reckonWithAPageWhereNobodySaysHowMany() {
    assertThat(schema.field("{ thing { parts { nodes { name } } } }"))
        .isEqualTo(1 + 1 + 1 + PricedSchema.PAGE);
  }

  @Test
  void leaveOutWhatTheVariablesLeaveOut() {
    var text =
        """
        query ($with: Boolean!, $without: Boolean!) {
          thing @include(if: $with) { name }
          ... @skip(if: $without) { other: thing { name } }
          ...Third @skip(if: $without)
        }
        fragment Third on Query { third: thing { name } }
        """;
    assertThat(cost(text, Map.of("with", false, "without", true))).isZero();
    assertThat(cost(text, Map.of("with", true, "without", true))).isEqualTo(2);
    assertThat(cost(text, Map.of("with", true, "without", false))).isEqualTo(6);
  }

  @Test
  void countAFieldOnceThatIsSelectedTwice() {
    var text =
        """
        { thing { ...One } thing { ...Two name parts(first: 2) { totalCount } } }
        fragment One on Thing { name parts(first: 2) { nodes { name } } }
        fragment Two on Thing { name parts(first: 2) { nodes { name } } }
        """;
    assertThat(schema.field(text)).isEqualTo(1 + 1 + 1 + 1 + 2 + 2);
    assertThat(schema.field("{ thing { name again: name } }")).isEqualTo(3);
  }

  @Test
  void refuseNegativeSizes() {
    assertThatThrownBy(() -> schema.price("{ thing { parts(first: -1) { totalCount } } }"))
        .isInstanceOf(RequestException.class)
        .hasMessage("Thing.parts(first: -1): a size is at least 0");
    assertThat(schema.field("{ thing { parts(first: 0) { nodes { name } } } }")).isEqualTo(3);
  }

  @Test
  void stayBoundedWhereSizesMultiply() {
    var text =
        "{ thing "
            + "{ parts(first: 2147483647) { nodes ".repeat(15)
            + "{ name }"
            + "} }".repeat(15)
            + "}";
    assertThat(schema.price(text).estimate()).isEqualTo(new Cost(Cost.MOST, Cost.MOST));
    var nothing = text.replaceFirst("2147483647", "0");
    assertThat(schema.field(nothing)).isEqualTo(3);
  }

  /** Sixty fragments, each spread twice in the one before it: 2^60 fields. */
  @Test
  void doNotTakeLongForFragmentsThatWouldExplode() {
    int levels = 60;
    var fragments =
        IntStream.range(0, levels)
            .mapToObj(
                level ->
                    "fragment F%1$d on Node { x: node { ...F%2$d } y: node { ...F%2$d } }"
                        .formatted(level, level + 1))
            .collect(Collectors.joining("\n"));
    var text = "{ node { ...F0 } }\n%s\nfragment F%d on Node { id }".formatted(fragments, levels);
    assertThat(schema.field(text)).isEqualTo(Cost.MOST);
  }

  @Test
  void sayWhereMostOfTheCostIs() {
    var cost =
        schema.price(
            "{ thing { name few: parts(first: 2) { nodes { name } } many: parts(first: 9) { totalCount edges { node { n: name } } } } }");
    assertThat(cost.dearestField()).contains("thing.many.edges.node");
  }

  @Test
  void haveAPriceForIntrospection() {
    assertThat(schema.price("{ __schema { types { name } } }").estimate())
        .isEqualTo(new Cost(PricedSchema.INTROSPECTION, PricedSchema.INTROSPECTION + 1));
    assertThat(schema.price("{ __schema { types { name } } }").actual(Map.of("__schema", Map.of())))
        .isEqualTo(new Cost(PricedSchema.INTROSPECTION, PricedSchema.INTROSPECTION + 1));
    assertThat(schema.field("{ __typename }")).isZero();
  }

  @Test
  void areNeverBelowWhatItDidCost() {
    var cost =
        schema.price(
            "{ things(ids: [1, 2]) { name parts(first: 2) { totalCount nodes { name } } } }");
    var part = Map.of("name", "p");
    var thing = Map.of("name", "t", "parts", Map.of("totalCount", 2, "nodes", List.of(part, part)));
    assertThat(cost.actual(Map.of("things", List.of(thing, thing)))).isEqualTo(cost.estimate());
    var none = new HashMap<String, Object>();
    none.put("things", Arrays.asList(thing, null));
    var half = cost.actual(none);
    assertThat(half).isEqualTo(new Cost(1 + 1 + 1 + 2 + 1 + 2, 1 + 1 + 1 + 2));
    assertThat(half.field()).isLessThan(cost.estimate().field());
  }

  @Test
  void takeAnUnknownVariableOfAOneOfForGiven() {
    var priced =
        PricedSchema.of(
            """
            input By @oneOf { id: ID slug: String }
            type Query { thing(by: By! @cost(weight: "3")): Int }
            """);
    var unknown = Map.<String, Object>of("by", new UnknownVariable("by"));
    var cost = priced.priceCoerced("query ($by: By!) { thing(by: $by) }", unknown);
    assertThat(cost.estimate().field()).isEqualTo(3);
    assertThat(cost.assumptions()).containsExactly("what $by holds is not counted");
  }

  private double cost(String text, Map<String, Object> variables) {
    return schema.price(text, variables).estimate().field();
  }
}
