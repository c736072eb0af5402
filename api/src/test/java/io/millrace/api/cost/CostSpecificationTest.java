package io.millrace.api.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.error.RequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples and rules of the GraphQL Cost Directives specification, by its sections. */
class CostSpecificationTest {

  /** Section 3. */
  @Nested
  class Example {

    private final PricedSchema schema =
        PricedSchema.of(
            """
            type User { name: String age: Int @cost(weight: "2.0") }
            type Query { users(max: Int): [User] @listSize(slicingArguments: ["max"]) }
            """);

    @Test
    void isEstimatedAtElevenForFiveUsers() {
      assertThat(schema.price("query Example { users(max: 5) { age } }").estimate())
          .isEqualTo(new Cost(11, 6));
    }

    @Test
    void didCostSevenWithThreeUsers() {
      var users = List.of(Map.of("age", 33), Map.of("age", 45), Map.of("age", 27));
      assertThat(
              schema
                  .price("query Example { users(max: 5) { age } }")
                  .actual(Map.of("users", users)))
          .isEqualTo(new Cost(7, 4));
    }
  }

  /** Section 5.3.2.2. */
  @Nested
  class FieldCost {

    @Test
    void addsTheWeightOfAnArgumentThatIsUsed() {
      var schema =
          PricedSchema.of(
              """
              input Filter { name: String }
              type Query {
                topProducts(filter: Filter @cost(weight: "15.0")): [String]
                  @cost(weight: "5.0") @listSize(assumedSize: 10)
              }
              """);
      assertThat(schema.field("{ topProducts }")).isEqualTo(5);
      assertThat(schema.field("{ topProducts(filter: {}) }")).isEqualTo(20);
      assertThat(schema.field("{ topProducts(filter: null) }")).isEqualTo(5);
    }

    @Test
    void isLessWithANegativeWeight() {
      var schema =
          PricedSchema.of(
              """
              enum Approximate { ROUGHLY }
              type Product { name: String }
              type Query {
                mostPopularProduct(approx: Approximate @cost(weight: "-3.0")): Product
                  @cost(weight: "5.0")
              }
              """);
      assertThat(schema.field("{ mostPopularProduct { name } }")).isEqualTo(5);
      assertThat(schema.field("{ mostPopularProduct(approx: ROUGHLY) { name } }")).isEqualTo(2);
    }

    @Test
    void isNeverNegative() {
      var schema =
          PricedSchema.of(
              """
              type Query {
                cheap(approx: Boolean @cost(weight: "-9")): Int @cost(weight: "5")
                dear: Int @cost(weight: "7")
              }
              """);
      assertThat(schema.field("{ cheap(approx: true) dear }")).isEqualTo(7);
    }

    @Test
    void addsTheWeightsOfInputFieldsThatAreUsed() {
      var schema =
          PricedSchema.of(
              """
              enum Approximate { ROUGHLY }
              input Filter { approx: Approximate @cost(weight: "-12.0") name: String }
              type Query {
                topProducts(filter: Filter @cost(weight: "15.0")): [String]
                  @cost(weight: "5.0") @listSize(assumedSize: 10)
              }
              """);
      assertThat(schema.field("{ topProducts(filter: {approx: ROUGHLY}) }")).isEqualTo(8);
      assertThat(
              schema
                  .price(
                      "query ($f: Filter) { topProducts(filter: $f) }",
                      Map.of("f", Map.of("approx", "ROUGHLY", "name", "x")))
                  .estimate()
                  .field())
          .isEqualTo(8);
    }

    @Test
    void addsTheWeightsOfADirectivesArguments() {
      var schema =
          PricedSchema.of(
              """
              directive @approx(tolerance: Float! @cost(weight: "-1.0")) on FIELD
              type Query { count: Int @cost(weight: "4") sum: Int }
              """);
      assertThat(schema.field("{ count @approx(tolerance: 0.1) sum @approx(tolerance: 1) }"))
          .isEqualTo(3);
    }
  }

  /** Section 7.1. */
  @Nested
  class DefaultWeights {

    private final PricedSchema schema =
        PricedSchema.of(
            """
            enum Colour { RED }
            scalar Money @cost(weight: "3")
            input Range { least: Int most: Int within: Range }
            type Thing @cost(weight: "4") { name: String colour: Colour price: Money other: Thing }
            type Query {
              plain: Int
              thing(range: Range, colour: Colour, ranges: [Range!]): Thing
            }
            """);

    @Test
    void areNothingForScalarsAndEnums() {
      assertThat(schema.price("{ plain }").estimate()).isEqualTo(new Cost(0, 1));
      assertThat(schema.field("{ thing(colour: RED) { name colour } }")).isEqualTo(1);
    }

    @Test
    void areOneForEverythingComposite() {
      assertThat(schema.field("{ thing { other { name } } }")).isEqualTo(2);
      assertThat(schema.field("{ thing(range: {least: 1}) { name } }")).isEqualTo(2);
      assertThat(schema.field("{ thing(range: {within: {within: {}}}) { name } }")).isEqualTo(4);
    }

    @Test
    void ofAnInputFieldCountForEachElementThatHasIt() {
      assertThat(
              schema.field(
                  "{ thing(ranges: [{within: {least: 1}}, {least: 1}, {within: {}}]) { name } }"))
          .isEqualTo(4);
    }

    @Test
    void giveWayToThoseOfATypeInTheTypeCost() {
      assertThat(schema.type("{ thing { name price } }")).isEqualTo(1 + 4 + 3);
    }
  }

  /** Section 7.2. */
  @Nested
  class AbstractTypes {

    private final PricedSchema schema =
        PricedSchema.of(
            """
            interface Node { id: ID friends: [Node] }
            type User implements Node @cost(weight: "2") {
              id: ID @cost(weight: "1") friends: [Node] @listSize(assumedSize: 2)
            }
            type Robot implements Node @cost(weight: "5") {
              id: ID @cost(weight: "3") friends: [Node] @listSize(assumedSize: 1) model: Model
            }
            type Model { name: String }
            union Owner = User | Robot
            type Query { node: Node owner: Owner }
            """);

    @Test
    void costAsMuchAsTheDearestOfTheTypesThatItMayBe() {
      assertThat(schema.price("{ node { id } }").estimate()).isEqualTo(new Cost(1 + 3, 1 + 5));
      assertThat(schema.price("{ owner { __typename } }").estimate()).isEqualTo(new Cost(1, 1 + 5));
    }

    @Test
    void takeSizesFromTheFieldsOfTheTypesThatItMayBe() {
      assertThat(schema.field("{ node { friends { id } } }")).isEqualTo(1 + 1 + 2 * 3);
    }

    @Test
    void countAFragmentOnlyForTheTypesThatItIsOn() {
      assertThat(
              schema
                  .price("{ owner { ... on User { id } ... on Robot { model { name } } } }")
                  .estimate())
          .isEqualTo(new Cost(1 + 1, 1 + 5 + 1));
      assertThat(schema.field("{ owner { ... on Node { id } } }")).isEqualTo(1 + 3);
    }

    @Test
    void didCostWhatTheTypeThatItWasCosts() {
      var named = schema.price("{ node { __typename id } }");
      assertThat(named.actual(Map.of("node", Map.of("__typename", "User", "id", "1"))))
          .isEqualTo(new Cost(1 + 1, 1 + 2));
      var unnamed = schema.price("{ node { id ... on User { friends { id } } } }");
      assertThat(unnamed.actual(Map.of("node", Map.of("id", "1", "friends", List.of()))))
          .isEqualTo(new Cost(1 + 1 + 1, 1 + 2));
    }
  }

  /** Section 8. */
  @Nested
  class ListSizes {

    private final PricedSchema schema =
        PricedSchema.of(
            """
            scalar Name @cost(weight: "1")
            type Query {
              topProducts: [Name] @listSize(assumedSize: 10)
              users(max: Int!): [Name] @listSize(slicingArguments: ["max"])
              usual(max: Int = 7): [Name] @listSize(slicingArguments: ["max"])
              several(first: Int, last: Int): [Name]
                @listSize(
                  slicingArguments: ["first", "last"]
                  assumedSize: 4
                  requireOneSlicingArgument: false
                )
              one(first: Int, last: Int): [Name] @listSize(slicingArguments: ["first", "last"])
              endless: [Name]
              films(first: Int, after: ID, last: Int, before: ID): FilmConnection
                @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"])
            }
            type FilmConnection { edges: [FilmEdge] pageInfo: PageInfo }
            type FilmEdge { cursor: ID node: Film }
            type Film { title: String }
            type PageInfo { hasNextPage: Boolean }
            """);

    @Test
    void areAssumed() {
      assertThat(schema.type("{ topProducts }")).isEqualTo(1 + 10);
    }

    @Test
    void areWhatASlicingArgumentSays() {
      assertThat(schema.type("{ users(max: 6) }")).isEqualTo(1 + 6);
      assertThat(
              schema
                  .price("query ($m: Int = 3) { users(max: $m) }", Map.of("m", 8))
                  .estimate()
                  .type())
          .isEqualTo(1 + 8);
      assertThat(schema.type("query ($m: Int = 3) { users(max: $m) }")).isEqualTo(1 + 3);
    }

    @Test
    void areASlicingArgumentsDefault() {
      assertThat(schema.type("{ usual }")).isEqualTo(1 + 7);
    }

    @Test
    void areTheLargestOfSeveralSlicingArguments() {
      assertThat(schema.type("{ several(first: 2, last: 9) }")).isEqualTo(1 + 9);
    }

    @Test
    void areAssumedWhereNoSlicingArgumentIsGiven() {
      assertThat(schema.type("{ several }")).isEqualTo(1 + 4);
      assertThat(schema.type("{ several(first: 40) }")).isEqualTo(1 + 40);
    }

    @Test
    void mustBeSaidByExactlyOneSlicingArgument() {
      assertThatThrownBy(() -> schema.price("{ one }"))
          .isInstanceOf(RequestException.class)
          .hasMessage("Query.one: give exactly one of first, last; 0 are given");
      assertThatThrownBy(() -> schema.price("{ one(first: 1, last: 1) }"))
          .hasMessage("Query.one: give exactly one of first, last; 2 are given");
      assertThat(schema.type("{ one(last: 2) }")).isEqualTo(1 + 2);
    }

    @Test
    void belongToTheSizedFieldsOfAConnection() {
      assertThat(
              schema
                  .price(
                      "{ films(first: 3) { edges { cursor node { title } } pageInfo { hasNextPage } } }")
                  .estimate())
          .isEqualTo(new Cost(1 + 1 + 3 + 1, 1 + 1 + 3 * 2 + 1));
    }

    @Test
    void areEndlessWhereNothingSaysThem() {
      assertThat(schema.type("{ endless }")).isEqualTo(Cost.MOST);
    }
  }
}
