package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.read.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchTest extends ApiTest {

  @Test
  void findsWordsWithAMistakeInThem() {
    assertThat(names("query: \"rosmary\"")).containsExactly("Rosemary");
    assertThat(names("query: \"camomile tea\"")).containsExactly("Chamomile");
    assertThat(names("query: \"chamomille\"")).containsExactly("Chamomile");
  }

  @Test
  void wantsEveryWordInWhicheverField() {
    assertThat(names("query: \"rosemary fragrant\"")).containsExactly("Rosemary");
    assertThat(names("query: \"rosemary daisy\"")).isEmpty();
  }

  @Test
  void putsTheBetterMatchFirst() {
    assertThat(names("query: \"rose\", first: 100")).first().asString().startsWith("Rose ");
  }

  @Test
  void filtersByValuesListsAndRanges() {
    assertThat(
            names("filter: {kind: [TREE, FLOWER], watered: false, bed: [\"%s\"]}", id("Bed", 203)))
        .isEmpty();
    assertThat(names("filter: {kind: [HERB], bed: [\"%s\"]}", id("Bed", 203)))
        .containsExactlyInAnyOrder("Sage 1", "Lavender 3");
    assertThat(names("filter: {price: {gte: \"3.101\", lte: \"4.2\"}}"))
        .containsExactly("Rosemary");
    assertThat(names("filter: {price: {gte: \"3.1\", lte: \"3.109\"}}"))
        .containsExactly("Chamomile");
    assertThat(names("filter: {exactPrice: \"4.20\"}")).containsExactly("Rosemary");
    assertThat(names("filter: {exactPrice: \"4.201\"}")).isEmpty();
    assertThat(names("filter: {plantedAt: {gte: \"2026-03-02T00:00:00Z\"}}"))
        .containsExactly("Chamomile");
    assertThat(
            names(
                "filter: {height: {gte: 1.5, lte: 1.5}, kind: [HERB], watered: true, price: null}"))
        .contains("Rosemary");
    assertThat(names("filter: {kind: []}")).isEmpty();
  }

  @Test
  void wantsOneElementOfAListToMeetAllOfItsFilter() {
    assertThat(names("filter: {labels: {language: \"en\", text: \"Rosemary\"}}"))
        .containsExactly("Rosemary");
    assertThat(names("filter: {labels: {language: \"la\", text: \"Rosemary\"}}")).isEmpty();
  }

  @Test
  void leavesBoundsOutThatAreOpen() {
    assertThat(names("filter: {price: {gt: \"3.1\", lt: \"4.2\"}}")).isEmpty();
    assertThat(names("filter: {price: {gt: \"3.099\", lt: \"4.2\"}}")).containsExactly("Chamomile");
    assertThat(names("filter: {price: {gt: \"3.1\", lt: \"4.201\"}}")).containsExactly("Rosemary");
    assertThat(ask("{ plants(filter: {price: {gt: 1, gte: 1}}) { nodes { id } } }").codes())
        .containsExactly("BAD_USER_INPUT");
  }

  @Test
  void wantsOneAlternativeOfAnOr() {
    assertThat(names("filter: {or: [{exactPrice: \"4.2\"}, {exactPrice: \"3.1\"}]}"))
        .containsExactlyInAnyOrder("Rosemary", "Chamomile");
    assertThat(names("filter: {or: [{exactPrice: \"4.2\"}, {kind: []}]}"))
        .containsExactly("Rosemary");
    assertThat(names("filter: {or: []}")).isEmpty();
    assertThat(names("filter: {exactPrice: \"4.2\", or: [{}, {kind: []}]}"))
        .containsExactly("Rosemary");
  }

  @Test
  void negatesAConditionForDocumentsWithoutAValueToo() {
    int all = count("");
    int dear = count("filter: {price: {gte: 3}}");
    assertThat(dear).isPositive();
    assertThat(count("filter: {not: {price: {gte: 3}}}")).isEqualTo(all - dear);
    assertThat(count("filter: {not: {price: {gte: null}}}")).isEqualTo(all);
    assertThat(count("filter: {not: {kind: []}}")).isEqualTo(all);
    assertThat(count("filter: {and: [{not: {price: {gte: 3}}}, {not: {price: {lt: 3}}}]}"))
        .describedAs("those without a price")
        .isEqualTo(all - dear - count("filter: {price: {lt: 3}}"))
        .isPositive();
  }

  private int count(String arguments) {
    return ask("{ plants%s { totalCount } }"
            .formatted(arguments.isEmpty() ? "" : "(" + arguments + ")"))
        .complete()
        .at("plants.totalCount");
  }

  @Test
  void negatesWithinOneElementOfAList() {
    assertThat(names("filter: {labels: {text: \"Rosemary\", not: {language: \"la\"}}}"))
        .containsExactly("Rosemary");
    assertThat(names("filter: {labels: {text: \"Rosemary\", not: {language: \"en\"}}}")).isEmpty();
    assertThat(names("filter: {exactPrice: \"4.2\", labelLanguage: \"la\"}"))
        .containsExactly("Rosemary");
    assertThat(names("filter: {labelLanguage: \"fr\"}")).isEmpty();
  }

  @Test
  void refusesAFilterThatIsTooDeepOrTooWide() {
    assertThat(tooComplex("{not: ".repeat(6) + "{watered: true}" + "}".repeat(6)))
        .contains("nests deeper than 6 filters");
    assertThat(tooComplex("{or: [%s]}".formatted("{watered: true}".repeat(60))))
        .contains("more than 100 conditions");
    assertThat(tooComplex("{kind: [%s]}".formatted("HERB ".repeat(1001))))
        .contains("more than 1000 values");
    assertThat(
            count("filter: %s".formatted("{not: ".repeat(5) + "{watered: true}" + "}".repeat(5))))
        .isPositive();
  }

  private String tooComplex(String filter) {
    var answer = ask("{ plants(filter: %s) { nodes { id } } }".formatted(filter));
    assertThat(answer.codes()).containsExactly("FILTER_TOO_COMPLEX");
    return answer.message();
  }

  @Test
  void refusesTheIdOfAnotherTypeInAFilter() {
    assertThat(
            ask("{ plants(filter: {bed: [\"%s\"]}) { nodes { id } } }".formatted(id("Plant", 1)))
                .codes())
        .containsExactly("INVALID_ID");
  }

  @Test
  void sortsWithNullsLastInBothDirections() {
    var up = heights("ASC");
    var down = heights("DESC");
    assertThat(up).hasSize(23);
    assertThat(up.subList(0, 20)).doesNotContainNull().isSortedAccordingTo(SearchTest::compare);
    assertThat(up.subList(20, 23)).containsOnlyNulls();
    assertThat(down.subList(20, 23)).containsOnlyNulls();
    assertThat(down.subList(0, 20)).isSortedAccordingTo((a, b) -> compare(b, a));
  }

  private static int compare(@Nullable Object left, @Nullable Object right) {
    return Double.compare(
        (Double) Objects.requireNonNull(left), (Double) Objects.requireNonNull(right));
  }

  private List<@Nullable Object> heights(String direction) {
    return ask("{ plants(first: 50, filter: {bed: [\"%s\"]}, orderBy: [{field: HEIGHT, direction: %s}]) { nodes { height } } }"
            .formatted(id("Bed", 101), direction))
        .complete()
        .each("plants.nodes", "height");
  }

  @Test
  void countsOnlyWhenAsked() {
    var answer = ask("{ plants(first: 1) { totalCount nodes { id } } }").complete();
    assertThat(answer.<Integer>at("plants.totalCount")).isGreaterThan(60);
    assertThat(answer.context().roundTrips())
        .isEqualTo(Map.of(Store.ELASTICSEARCH, 1, Store.REDIS, 1));
  }

  @Test
  void showsEveryHitExactlyOnceOverPagesByRelevance() {
    assertThat(pages("query: \"wants\"")).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  @Test
  void showsEveryHitExactlyOnceOverPagesByFieldsWithEqualValues() {
    assertThat(pages("orderBy: [{field: COST, direction: DESC}]"))
        .hasSizeGreaterThan(60)
        .doesNotHaveDuplicates();
  }

  @Test
  void showsTheSamePagesByRelevanceBackward() {
    var forward = pages("query: \"wants\"");
    assertThat(backward("query: \"wants\"")).isEqualTo(forward);
  }

  @Test
  void takesAPageByRelevanceFromBetweenTwoCursors() {
    var page =
        "query ($a: String, $b: String) { plants(%s: 4, after: $a, before: $b, query: \"wants\") { edges { cursor node { id } } } }";
    var edges =
        ask(page.formatted("first").replace("4", "20"))
            .complete()
            .<List<Map<String, Object>>>at("plants.edges");
    var cursors =
        Map.of(
            "a", Objects.requireNonNull(edges.get(2).get("cursor")),
            "b", Objects.requireNonNull(edges.get(6).get("cursor")));
    for (var size : List.of("first", "last")) {
      assertThat(ask(page.formatted(size), cursors).complete().<Object>at("plants.edges"))
          .isEqualTo(edges.subList(3, 6));
    }
  }

  @Test
  void showsTheSamePagesByFieldsBackward() {
    var order = "orderBy: [{field: HEIGHT, direction: DESC}, {field: NAME}]";
    assertThat(backward(order)).isEqualTo(pages(order));
  }

  @Test
  void ordersBySeveralFieldsInTheirOwnDirections() {
    var plants =
        ask("{ plants(first: 100, filter: {price: {gte: \"0\"}}, orderBy: [{field: COST, direction: DESC}, {field: NAME}]) { nodes { price name } } }")
            .complete()
            .<List<Map<String, String>>>at("plants.nodes");
    assertThat(plants)
        .hasSizeGreaterThan(50)
        .isSortedAccordingTo(
            Comparator.comparing((Map<String, String> plant) -> new BigDecimal(plant.get("price")))
                .reversed()
                .thenComparing(plant -> plant.get("name")));
  }

  @Test
  void givesThePointInTimeBackWithTheLastPageAndGoesOnWithAnother() {
    var page =
        "query ($after: String) { plants(first: 7, after: $after, query: \"wants\") { nodes { id } pageInfo { endCursor } } }";
    int before = openViews();
    var end = ask(page).complete().<String>at("plants.pageInfo.endCursor");
    assertThat(openViews()).isEqualTo(before + 1);
    var second = ask(page, Map.of("after", end)).complete();
    assertThat(second.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);

    var last =
        ask(page.replace("first: 7", "first: 100"), Map.of("after", end))
            .complete()
            .each("plants.nodes", "id");
    awaitOpenViews(before);

    var again = ask(page, Map.of("after", end)).complete();
    assertThat(again.each("plants.nodes", "id"))
        .isEqualTo(second.each("plants.nodes", "id"))
        .isEqualTo(last.subList(0, 7));
    // A search that finds its view gone, another view, and the search in that.
    assertThat(again.roundTrips(Store.ELASTICSEARCH)).isEqualTo(3);
  }

  private int openViews() {
    return stores().openViews(catalog().readModel("Plant"));
  }

  private void awaitOpenViews(int number) {
    var end = Instant.now().plusSeconds(5);
    while (openViews() != number) {
      assertThat(Instant.now()).isBefore(end);
    }
  }

  private List<Object> backward(String arguments) {
    var page =
        "query ($before: String) { plants(last: 7, before: $before, %s) { nodes { id } pageInfo { startCursor hasPreviousPage } } }"
            .formatted(arguments);
    var ids = new ArrayList<Object>();
    var variables = new HashMap<String, Object>();
    Answer answer;
    do {
      answer = ask(page, variables).complete();
      ids.addAll(0, answer.each("plants.nodes", "id"));
      variables.put("before", answer.<String>at("plants.pageInfo.startCursor"));
    } while (answer.<Boolean>at("plants.pageInfo.hasPreviousPage"));
    return ids;
  }

  private List<Object> pages(String arguments) {
    var page =
        "query ($after: String) { plants(first: 7, after: $after, %s) { nodes { id } pageInfo { endCursor hasNextPage } } }"
            .formatted(arguments);
    var ids = new ArrayList<Object>();
    var variables = new HashMap<String, Object>();
    Answer answer;
    do {
      answer = ask(page, variables).complete();
      ids.addAll(answer.each("plants.nodes", "id"));
      variables.put("after", answer.<String>at("plants.pageInfo.endCursor"));
    } while (answer.<Boolean>at("plants.pageInfo.hasNextPage"));
    return ids;
  }

  private List<@Nullable Object> names(String arguments, Object... values) {
    return ask("{ plants(%s) { nodes { name } } }".formatted(arguments.formatted(values)))
        .complete()
        .each("plants.nodes", "name");
  }
}
