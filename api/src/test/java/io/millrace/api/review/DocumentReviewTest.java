package io.millrace.api.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.api.ApiProperties;
import io.millrace.api.budget.BudgetProperties;
import io.millrace.api.cost.Cost;
import io.millrace.api.cost.CostProperties;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.review.Finding.Effect;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.version.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is said of documents of the garden before anybody sends them. */
class DocumentReviewTest {

  private static final Catalog GARDEN =
      new CatalogLoader()
          .load(DomainSources.fromClasspath(DocumentReviewTest.class.getClassLoader()));
  private static final Sender WEB = new Sender("web", Set.of());

  @Nested
  class Validity {

    @Test
    void isOfEachVersionByItself() {
      var reviewed =
          review(
              "query Heights {\n  plants(first: 1) { nodes { height(in: \"m\") } }\n}",
              GARDEN.versions());
      assertThat(reviewed.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.effect()).isEqualTo(Effect.INVALID);
                assertThat(finding.toString())
                    .startsWith("query Heights, 2027-01, 2:37: ")
                    .contains("'in'");
              });
      assertThat(reviewed.prices())
          .extracting(PricedOperation::version)
          .containsExactly("2026-10", "2026-11");
    }

    @Test
    void nameTheOperationThatHoldsTheMistake() {
      var text =
          """
          query One { motto }
          mutation Two { plantRename(input: {}) { __typename } }
          fragment Shared on Plant { colour }
          query Three { plants(first: 1) { nodes { ...Shared } } }
          """;
      assertThat(review(text).findings())
          .extracting(Finding::operation, found -> found.location().orElseThrow().getLine())
          .contains(tuple("mutation Two", 2))
          .contains(tuple("query One and mutation Two and query Three", 3));
      assertThat(review("{ colour }").findings().getFirst().operation()).isEqualTo("unnamed query");
    }

    @Test
    void ofTheSyntaxIsToldOnce() {
      assertThat(review("{ motto\n  )", GARDEN.versions()).findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.code()).isEqualTo(ErrorCode.GRAPHQL_PARSE_FAILED);
                assertThat(finding.toString()).startsWith("2:3: ");
              });
      assertThat(review("fragment F on Plant { name }").findings().getFirst().toString())
          .isEqualTo("there is no operation in it");
    }

    @Test
    void looksIntoTheLiteralsOfScalars() {
      var text = "{ plants(first: 1, filter: {price: {lte: \"%s\"}}) { totalCount } }";
      assertThat(review(text.formatted("2.50")).findings()).isEmpty();
      assertThat(review(text.formatted("cheap")).findings())
          .extracting(Finding::effect)
          .containsExactly(Effect.INVALID);
    }
  }

  @Nested
  class Prices {

    @Test
    void takeTheDefaultsOfVariables() {
      var price = price("query ($n: Int = 7) { plants(first: $n) { nodes { bed { row } } } }");
      assertThat(price.cost()).isEqualTo(new Cost(5 + 1 + 7, 2 + 2 * 7));
      assertThat(price.assumptions()).isEmpty();
    }

    @Test
    void takeAPageForASizeThatNobodyKnows() {
      for (var type : List.of("Int", "Int!")) {
        var price = price("query ($n: %s) { plants(first: $n) { nodes { bed { row } } } }", type);
        assertThat(price.cost()).isEqualTo(new Cost(5 + 1 + 20, 2 + 2 * 20));
        assertThat(price.assumptions()).containsExactly("Query.plants(first: $n) is taken for 20");
      }
    }

    @Test
    void takeOneForAListThatNobodyKnowsTheLengthOf() {
      var price = price("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }");
      assertThat(price.cost()).isEqualTo(new Cost(1, 2));
      assertThat(price.assumptions())
          .containsExactly(
              "Query.nodes(ids: $ids) is taken for 1, since nothing says how many they may be");
      assertThat(price("query ($a: ID!, $b: ID!) { nodes(ids: [$a, $b]) { id } }").cost())
          .isEqualTo(new Cost(1, 3));
    }

    @Test
    void countWhatAVariableMayLeaveOut() {
      var text =
          """
          query ($with: Boolean!, $without: Boolean!) {
            bed(row: "R1", number: 1) @include(if: $with) { row }
            ... @skip(if: $without) { other: bed(row: "R1", number: 2) { row } }
            never: bed(row: "R1", number: 2) @skip(if: true) @include(if: $with) { row }
          }
          """;
      var price = price(text);
      assertThat(price.cost().field()).isEqualTo(2);
      assertThat(price.assumptions())
          .containsExactlyInAnyOrder(
              "what $with may leave out is counted", "what $without may leave out is counted");
    }

    @Test
    void countAnArgumentThatAVariableMayGiveAndNotWhatIsInIt() {
      var price =
          price(
              "query ($q: String, $f: PlantFilter) { plants(query: $q, filter: $f, first: 1) { totalCount } }");
      // The search, its words, its filter, the count.
      assertThat(price.cost().field()).isEqualTo(5 + 3 + 1 + 2);
      assertThat(price.assumptions()).containsExactly("what $f holds is not counted");
      assertThat(
              price(
                      "query ($p: DecimalRange!, $o: [PlantOrder!]!) { plants(filter: {price: $p}, orderBy: $o, first: 1) { totalCount } }")
                  .cost()
                  .field())
          .isEqualTo(5 + 1 + 1 + 1 + 2);
    }

    private PricedOperation price(String text, Object... parts) {
      var reviewed = review(text.formatted(parts));
      assertThat(reviewed.findings()).isEmpty();
      return reviewed.prices().getFirst();
    }
  }

  @Nested
  class Limits {

    private static final String BEDS = "query Beds { plants(first: 55) { nodes { bed { row } } } }";

    @Test
    void ofCostRefuse() {
      var limits = Map.of("millrace.api.cost.max-field-cost", "60");
      var findings = review(BEDS, limits, WEB).findings();
      assertThat(findings).hasSize(1);
      var finding = findings.getFirst();
      assertThat(finding.effect()).isEqualTo(Effect.REFUSED);
      assertThat(finding.toString())
          .startsWith("query Beds, 2027-01: COST_LIMIT_EXCEEDED: ")
          .contains("61 (field cost)", "60 is allowed", "plants.nodes.bed");
      assertThat(codes(review(BEDS, Map.of("millrace.api.cost.max-type-cost", "50"), WEB)))
          .containsExactly(ErrorCode.COST_LIMIT_EXCEEDED);
    }

    @Test
    void ofConstraintsRefuseWhatTheDocumentItselfGives() {
      var text = "query Tall { plants(first: 1, filter: {height: {gte: %s}}) { totalCount } }";
      assertThat(review(text.formatted("201")).findings())
          .extracting(Finding::toString)
          .singleElement()
          .asString()
          .contains("BAD_USER_INPUT", "plants(filter.height.gte) is 201");
      // What a variable will be, nobody knows.
      var open =
          "query Tall($h: Float, $f: PlantFilter) {"
              + " a: plants(first: 1, filter: {height: {gte: $h}}) { totalCount }"
              + " b: plants(first: 1, filter: $f) { totalCount } }";
      assertThat(review(open).findings()).isEmpty();
    }

    @Test
    void areThoseOfTheScopesThatItsSenderHolds() {
      var limits =
          Map.of(
              "millrace.api.cost.max-field-cost", "60",
              "millrace.api.cost.scopes.staff.max-field-cost", "600");
      assertThat(review(BEDS, limits, new Sender("web", Set.of("staff"))).findings()).isEmpty();
      assertThat(codes(review(BEDS, limits, WEB))).isNotEmpty();
    }

    @Test
    void ofABudgetRefuseWhatItNeverHolds() {
      var limits =
          Map.of(
              "millrace.api.budget.clients.poor.capacity", "50",
              "millrace.api.budget.clients.poor.restore-rate", "5");
      var poor = review(BEDS, limits, new Sender("poor", Set.of()));
      assertThat(poor.findings()).extracting(Finding::effect).containsExactly(Effect.REFUSED);
      assertThat(poor.findings().getFirst().message()).contains("never holds more than 50");
      assertThat(review(BEDS, limits, WEB).findings()).isEmpty();
      var unnamed = review(BEDS, Map.of("millrace.api.budget.anonymous-capacity", "50"), WEB);
      assertThat(unnamed.findings()).extracting(Finding::effect).containsExactly(Effect.NOTED);
      assertThat(unnamed.findings().getFirst().message()).startsWith("without a token: ");
    }

    @Test
    void refuseNothingWhereCostsAreOff() {
      var limits =
          Map.of(
              "millrace.api.cost.enabled", "false",
              "millrace.api.cost.max-field-cost", "60",
              "millrace.api.budget.capacity", "50");
      var reviewed = review(BEDS, limits, WEB);
      assertThat(reviewed.findings()).isEmpty();
      assertThat(reviewed.prices().getFirst().cost().field()).isEqualTo(61);
    }

    @Test
    void ofItsShapeNameTheOperation() {
      var text = "query Small { motto } query Large { a: motto b: motto c: motto }";
      for (var limit : List.of("max-aliases", "max-fields", "max-root-fields")) {
        var findings = review(text, Map.of("millrace.api.documents." + limit, "2"), WEB).findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().toString())
            .startsWith("query Large: DOCUMENT_TOO_COMPLEX: ")
            .contains("2 are allowed");
      }
      assertThat(
              codes(
                  review(
                      "{ plants(first: 1) { nodes { bed { row } } } }",
                      Map.of("millrace.api.documents.max-depth", "3"),
                      WEB)))
          .containsExactly(ErrorCode.DOCUMENT_TOO_COMPLEX);
    }

    @Test
    void ofItsSizeRefuseBeforeItIsParsed() {
      var reviewed = review("{ motto }", Map.of("millrace.api.documents.max-tokens", "2"), WEB);
      assertThat(reviewed.findings())
          .extracting(Finding::effect, Finding::code)
          .containsExactly(tuple(Effect.REFUSED, ErrorCode.DOCUMENT_TOO_LARGE));
    }

    @Test
    void ofIntrospectionAreNotedSinceTheyDependOnTheMode() {
      var asks = "{ __schema { queryType { name } } }";
      assertThat(review(asks).findings())
          .extracting(Finding::effect, Finding::code)
          .containsExactly(tuple(Effect.NOTED, ErrorCode.INTROSPECTION_DISABLED));
      assertThat(review(asks, Map.of("millrace.api.mode", "development"), WEB).findings())
          .isEmpty();
    }

    private List<ErrorCode> codes(ReviewedDocument reviewed) {
      return reviewed.findings().stream().map(Finding::code).toList();
    }
  }

  private static ReviewedDocument review(String text) {
    return review(text, List.of(GARDEN.newest()));
  }

  private static ReviewedDocument review(String text, List<ApiVersion> versions) {
    return new DocumentReview(limits(Map.of())).review(text, versions, WEB);
  }

  private static ReviewedDocument review(String text, Map<String, String> limits, Sender sender) {
    return new DocumentReview(limits(limits)).review(text, List.of(GARDEN.newest()), sender);
  }

  private static ReviewLimits limits(Map<String, String> settings) {
    var binder = new Binder(new MapConfigurationPropertySource(settings));
    return new ReviewLimits(
        binder.bindOrCreate("millrace.api", ApiProperties.class),
        binder.bindOrCreate("millrace.api.cost", CostProperties.class),
        binder.bindOrCreate("millrace.api.budget", BudgetProperties.class));
  }
}
