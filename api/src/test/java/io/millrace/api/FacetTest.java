package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.read.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a search counts, highlights and suggests. */
class FacetTest extends ApiTest {

  private static final List<String> KINDS = List.of("TREE", "HERB", "FLOWER");

  @Test
  void countsEveryValueMostFirst() {
    var answer = ask("{ plants(first: 1) { totalCount facets { kind { value count } } } }");
    var counts = counts(answer.complete(), "plants.facets.kind");
    assertThat(counts).isEqualTo(kinds("")).hasSize(3);
    assertThat(counts.values().stream().mapToInt(count -> count).sum())
        .isEqualTo(answer.<Integer>at("plants.totalCount"));
    assertThat(answer.<String>at("plants.facets.kind.0.value")).isEqualTo("HERB");
  }

  @Test
  void countsForEachFieldWhatThatOneSelects() {
    var answer =
        ask("""
                query($counted: Boolean = false) {
                  bare: plants(first: 1) { nodes { name } }
                  total: plants(first: 1) { totalCount }
                  facets: plants(first: 1) { ...counts totalCount @include(if: $counted) }
                  both: plants(first: 1) { nodes { name } }
                  both: plants(first: 1) { totalCount ...counts }
                }
                fragment counts on PlantConnection { facets { kind { value count } } }
                """)
            .complete();
    assertThat(answer.<Map<String, Object>>at("bare")).containsOnlyKeys("nodes");
    assertThat(answer.<Map<String, Object>>at("total")).containsOnlyKeys("totalCount");
    assertThat(answer.<Map<String, Object>>at("facets")).containsOnlyKeys("facets");
    assertThat(counts(answer, "facets.facets.kind")).isEqualTo(kinds(""));
    assertThat(counts(answer, "both.facets.kind")).isEqualTo(kinds(""));
    assertThat(answer.<Integer>at("both.totalCount"))
        .isEqualTo(answer.<Integer>at("total.totalCount"))
        .isPositive();
  }

  @Test
  void ignoresWhatTheFilterSaysOfTheFacetsOwnFieldAndNothingElse() {
    var answer =
        ask(
            """
            { plants(filter: {kind: [HERB], watered: true, price: {gte: 1}}) {
                totalCount
                facets { kind { value count } watered { value count } } } }
            """);
    assertThat(counts(answer.complete(), "plants.facets.kind"))
        .isEqualTo(kinds("watered: true, price: {gte: 1}"));
    assertThat(counts(answer, "plants.facets.watered"))
        .isEqualTo(
            Map.of(
                true, count("kind: [HERB], price: {gte: 1}, watered: true"),
                false, count("kind: [HERB], price: {gte: 1}, watered: false")));
    assertThat(answer.<Integer>at("plants.totalCount"))
        .isEqualTo(count("kind: [HERB], watered: true, price: {gte: 1}"));
  }

  @Test
  void ignoresACombinationThatIsAboutItsOwnFieldAlone() {
    var own =
        ask("{ plants(filter: {not: {kind: [TREE]}}) { facets { kind { value count } } } }")
            .complete();
    assertThat(counts(own, "plants.facets.kind")).isEqualTo(kinds(""));
    var mixed =
        ask("{ plants(filter: {or: [{kind: [TREE]}, {watered: true}]}) { facets { kind { value count } } } }")
            .complete();
    assertThat(counts(mixed, "plants.facets.kind"))
        .isEqualTo(kinds("or: [{kind: [TREE]}, {watered: true}]"));
  }

  @Test
  void countsRangesFromEachBoundToTheNext() {
    var answer =
        ask(
            """
            { plants(filter: {price: {gte: 3}}) { facets { price { gte lt count } } } }
            """);
    assertThat(answer.complete().<List<Object>>at("plants.facets.price"))
        .isEqualTo(
            List.of(
                Map.of("gte", "0", "lt", "2", "count", count("price: {gte: 0, lt: 2}")),
                Map.of("gte", "2", "lt", "3.5", "count", count("price: {gte: 2, lt: 3.5}")),
                range("3.5", null, count("price: {gte: 3.5}"))));
  }

  private static Map<String, @Nullable Object> range(String from, @Nullable String to, int count) {
    var range = new HashMap<String, @Nullable Object>();
    range.put("gte", from);
    range.put("lt", to);
    range.put("count", count);
    return range;
  }

  @Test
  void carriesTheDocumentsThatIdsNameInOneBatch() {
    var answer =
        ask("{ plants(first: 3) { nodes { name } facets { bed { value count bed { id row } } } } }")
            .complete();
    assertThat(answer.<List<?>>at("plants.facets.bed")).hasSize(2);
    assertThat(answer.<Integer>at("plants.facets.bed.0.count")).isEqualTo(23);
    assertThat(answer.<String>at("plants.facets.bed.0.value")).isEqualTo(id("Bed", 101));
    assertThat(answer.<String>at("plants.facets.bed.0.bed.id")).isEqualTo(id("Bed", 101));
    assertThat(answer.<String>at("plants.facets.bed.1.bed.row")).startsWith("R");
    assertThat(answer.context().roundTrips())
        .isEqualTo(Map.of(Store.ELASTICSEARCH, 1, Store.REDIS, 2));
  }

  @Test
  void countsTheChildrenOfEachParentByItself() {
    var answer =
        ask(
            """
            { garden(slug: "garden-1") { beds(first: 2) { nodes {
                plants(first: 1) { facets { kind { value count } } } } } } }
            """);
    assertThat(counts(answer.complete(), "garden.beds.nodes.0.plants.facets.kind").values())
        .satisfies(all -> assertThat(all.stream().mapToInt(one -> one).sum()).isEqualTo(23));
    assertThat(counts(answer, "garden.beds.nodes.1.plants.facets.kind").values())
        .satisfies(all -> assertThat(all.stream().mapToInt(one -> one).sum()).isEqualTo(3));
    assertThat(answer.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);
  }

  @Test
  void countsTheSameOnEveryPage() {
    var page = "{ plants(first: 5%s) { facets { kind { value count } } pageInfo { endCursor } } }";
    var first = ask(page.formatted("")).complete();
    var second = ask(page.formatted(", after: \"" + first.at("plants.pageInfo.endCursor") + "\""));
    assertThat(counts(second.complete(), "plants.facets.kind"))
        .isEqualTo(counts(first, "plants.facets.kind"));
  }

  @Test
  void highlightsWhereWordsWereFoundAndEscapesTheRest() {
    assertThat(highlights("query: \"evergreen shrubs\""))
        .isEqualTo(
            Map.of(
                "name",
                List.of(),
                "notes",
                List.of("An <em>evergreen</em> <em>shrub</em> with fragrant leaves")));
    assertThat(highlights("query: \"invasive\""))
        .isEqualTo(
            Map.of(
                "name",
                List.of(),
                "notes",
                List.of("Cool &amp; fresh, &lt;b&gt;<em>invasive</em>&lt;&#x2F;b&gt;")));
    assertThat(highlights("query: \"mint\", filter: {kind: [HERB]}"))
        .isEqualTo(Map.of("name", List.of("<em>Mint</em>"), "notes", List.of()));
  }

  @Test
  void highlightsNothingWithoutAQuery() {
    assertThat(highlights("typeAhead: \"mint\"")).isNull();
  }

  private @Nullable Object highlights(String arguments) {
    return ask("{ plants(%s) { edges { highlights { name notes } } } }".formatted(arguments))
        .complete()
        .find("plants.edges.0.highlights");
  }

  @Test
  void suggestsWhatBeginsWithEachWord() {
    assertThat(suggestions("rosem")).containsExactly("Rosemary");
    assertThat(suggestions("ros")).contains("Rosemary", "Rose 10");
    assertThat(suggestions("rose 1")).containsExactlyInAnyOrder("Rose 10", "Rose 14", "Rose 18");
    assertThat(suggestions("osem")).isEmpty();
    assertThat(suggestions("rosen")).describedAs("no mistake is forgiven").isEmpty();
    assertThat(suggestions("fragrant")).describedAs("other fields are not asked").isEmpty();
  }

  @Test
  void suggestsOnlyWhatTheFilterLetsThrough() {
    assertThat(
            ask("{ plants(typeAhead: \"ros\", filter: {exactPrice: \"4.2\"}) { nodes { name } } }")
                .complete()
                .each("plants.nodes", "name"))
        .containsExactly("Rosemary");
  }

  private List<@Nullable Object> suggestions(String beginning) {
    return ask("{ plants(typeAhead: \"%s\", first: 100) { nodes { name } } }".formatted(beginning))
        .complete()
        .each("plants.nodes", "name");
  }

  private Map<Object, Integer> kinds(String filter) {
    var counts = new HashMap<Object, Integer>();
    for (var kind : KINDS) {
      int count =
          count(
              filter.isEmpty()
                  ? "kind: " + kind
                  : "and: [{%s}, {kind: %s}]".formatted(filter, kind));
      if (count > 0) {
        counts.put(kind, count);
      }
    }
    return counts;
  }

  private int count(String filter) {
    return ask("{ plants(first: 0, filter: {%s}) { totalCount } }".formatted(filter))
        .complete()
        .at("plants.totalCount");
  }

  private static Map<Object, Integer> counts(Answer answer, String path) {
    var counts = new HashMap<Object, Integer>();
    for (var entry : answer.<List<Map<String, Object>>>at(path)) {
      counts.put(
          Objects.requireNonNull(entry.get("value")),
          (Integer) Objects.requireNonNull(entry.get("count")));
    }
    return counts;
  }
}
