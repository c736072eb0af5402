package io.millrace.api;

import static io.millrace.api.Callers.ADA;
import static io.millrace.api.Callers.BEN;
import static io.millrace.api.Callers.NOBODY;
import static io.millrace.api.Callers.STAFF;
import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.identity.Identity;
import io.millrace.api.read.Store;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Rows: a diary of gardener 2, of which 204 and 208 are published and 203 is for the teams 7 and 8,
 * before those who may read it and those who may not.
 */
class RowRuleTest extends ApiTest {

  private static final Map<String, Object> HIDDEN = Map.of("id", id("Diary", 201));

  @Test
  void showARowToItsOwnerAndToTheStaffAndToNobodyElse() {
    assertThat(seen(201, BEN)).isTrue();
    assertThat(seen(201, STAFF)).isTrue();
    assertThat(seen(201, ADA)).isFalse();
    assertThat(seen(201, NOBODY)).isFalse();
  }

  @Test
  void showAPublishedRowToEverybody() {
    assertThat(seen(204, NOBODY)).isTrue();
    assertThat(seen(204, ADA)).isTrue();
  }

  @Test
  void takeListsForMembership() {
    assertThat(seen(203, Callers.member("5", List.of(6, 7)))).isTrue();
    assertThat(seen(203, Callers.member("5", List.of("8")))).isTrue();
    assertThat(seen(203, Callers.member("5", List.of(7.0)))).isTrue();
    assertThat(seen(203, Callers.user("5", Set.of(), Map.of("teams", 7L)))).isTrue();
    assertThat(seen(203, Callers.member("5", List.of(9, "seven")))).isFalse();
    assertThat(seen(203, Callers.user("5", Set.of(), Map.of("teams", Map.of("7", 7))))).isFalse();
    assertThat(seen(201, Callers.member("5", List.of(6, 7)))).isFalse();
  }

  private boolean seen(long diary, Identity caller) {
    var byId =
        ask("query ($id: ID!) { diary(id: $id) { id } }", Map.of("id", id("Diary", diary)), caller)
            .complete();
    var found = ask("{ findDiaries(first: 50) { nodes { id } } }", Map.of(), caller).complete();
    boolean seen = byId.find("diary.id") != null;
    assertThat(found.each("findDiaries.nodes", "id").contains(id("Diary", diary)))
        .as("the same by search")
        .isEqualTo(seen);
    return seen;
  }

  @Nested
  class Lookups {

    @Test
    void giveTheSameNullForAHiddenRowAsForNone() {
      var ways =
          List.of(
              "diary(id: $id) { title }",
              "node(id: $id) { id __typename }",
              "nodes(ids: [$id]) { id }",
              "diariesById(ids: [$id]) { title }");
      for (var way : ways) {
        var document = "query ($id: ID!) { %s }".formatted(way);
        var hidden = ask(document, HIDDEN, ADA).complete();
        var never = ask(document, Map.of("id", id("Diary", 299)), ADA).complete();
        assertThat(hidden.result().toSpecification()).isEqualTo(never.result().toSpecification());
        assertThat(hidden.context().roundTrips()).isEqualTo(never.context().roundTrips());
        assertThat(hidden.context().isFallback()).isEqualTo(never.context().isFallback());
      }
    }

    @Test
    void takeTheSameWayForARowThatIsGone() {
      var gone = DocumentKey.of("Diary", 298);
      stores()
          .store(
              catalog().readModel("Diary"),
              gone,
              new StoredValue.Tombstone(DocumentVersion.of(2, 1)));
      var document = "query ($id: ID!) { diary(id: $id) { title } }";
      var hidden = ask(document, HIDDEN, ADA).complete();
      var tombstone = ask(document, Map.of("id", id("Diary", 298)), ADA).complete();
      assertThat(tombstone.context().roundTrips()).isEqualTo(hidden.context().roundTrips());
    }

    @Test
    void costTheOwnerNothing() {
      var answer = ask("query ($id: ID!) { diary(id: $id) { title } }", HIDDEN, BEN).complete();
      assertThat(answer.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 1));
    }

    @Test
    void byUniqueKeysHideToo() {
      for (var document :
          List.of("{ diary(code: \"%s\") { id } }", "{ diaries(codes: [\"%s\"]) { id } }")) {
        var hidden = ask(document.formatted("G2-1"), Map.of(), ADA).complete();
        var never = ask(document.formatted("G9-9"), Map.of(), ADA).complete();
        assertThat(hidden.result().toSpecification()).isEqualTo(never.result().toSpecification());
        assertThat(hidden.context().roundTrips()).isEqualTo(never.context().roundTrips());
        assertThat(
                ask(document.formatted("G2-1"), Map.of(), BEN)
                    .complete()
                    .result()
                    .toSpecification()
                    .toString())
            .contains(id("Diary", 201));
      }
    }

    @Test
    void byUniqueKeysTakeOneWayInAListOfAllKinds() {
      var answer =
          ask(
                  "{ diaries(codes: [\"G2-1\", \"G1-1\", \"G2-4\", \"G7-7\"]) { code } }",
                  Map.of(),
                  ADA)
              .complete();
      assertThat(answer.each("diaries", "code")).containsExactly(null, "G1-1", "G2-4", null);
    }

    @Test
    void byAClaimFindTheCaller() {
      assertThat(ask("{ me { name } }", Map.of(), BEN).complete().<String>at("me.name"))
          .isEqualTo("Ben");
      assertThat(ask("{ me { name } }", Map.of(), NOBODY).complete().find("me")).isNull();
      var unfit = Callers.user("3f1c", Set.of());
      assertThat(ask("{ me { name } }", Map.of(), unfit).complete().find("me")).isNull();
    }
  }

  @Nested
  class Relations {

    @Test
    void leadToNoHiddenRow() {
      var document =
          """
          query ($id: ID!) {
            diary(id: $id) { gardener { name } related { id } season { name } previous { id } }
          }
          """;
      var answer = ask(document, Map.of("id", id("Diary", 204)), ADA).complete();
      assertThat(answer.find("diary.gardener")).isNull();
      assertThat(answer.<String>at("diary.season.name")).isEqualTo("Spring");
      // 205 is for Ben alone, 304 is published.
      assertThat(answer.each("diary.related", "id")).containsExactly(null, id("Diary", 304));
      assertThat(
              ask(document, Map.of("id", id("Diary", 204)), BEN)
                  .complete()
                  .<String>at("diary.gardener.name"))
          .isEqualTo("Ben");
    }

    @Test
    void serveAHeadOnlyWhereAllItsRowsAreShown() {
      var mine = ask("{ me { diaries(first: 3) { totalCount nodes { id } } } }", Map.of(), BEN);
      assertThat(mine.complete().<Integer>at("me.diaries.totalCount")).isEqualTo(8);
      assertThat(mine.roundTrips(Store.ELASTICSEARCH)).isZero();

      var season =
          "query ($id: ID!) { season(id: $id) { diaries(first: 4) { totalCount nodes { id } pageInfo { hasNextPage } } } }";
      var spring = Map.<String, Object>of("id", id("Season", 1));
      var anybody = ask(season, spring, NOBODY).complete();
      assertThat(anybody.each("season.diaries.nodes", "id"))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(104, 108, 204, 208).map(diary -> id("Diary", diary)).toList());
      assertThat(anybody.<Integer>at("season.diaries.totalCount")).isEqualTo(6);
      assertThat(anybody.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);

      var staff = ask(season, spring, STAFF).complete();
      assertThat(staff.<Integer>at("season.diaries.totalCount")).isEqualTo(12);
      assertThat(staff.roundTrips(Store.ELASTICSEARCH)).isZero();
    }
  }

  @Nested
  class Searches {

    @Test
    void countAndListOnlyWhatIsShown() {
      var answer =
          ask(
                  """
                  {
                    findDiaries(first: 50) {
                      totalCount
                      nodes { id }
                      facets {
                        published { value count }
                        gardener { value count gardener { name } }
                        pages { count }
                      }
                    }
                  }
                  """,
                  Map.of(),
                  ADA)
              .complete();
      // Eight of her own, two published ones of each of the others.
      assertThat(answer.<Integer>at("findDiaries.totalCount")).isEqualTo(12);
      assertThat(answer.<List<?>>at("findDiaries.nodes")).hasSize(12);
      assertThat(answer.each("findDiaries.facets.published", "count")).containsExactly(6, 6);
      assertThat(answer.each("findDiaries.facets.gardener", "count")).containsExactly(8, 2, 2);
      assertThat(answer.each("findDiaries.facets.gardener", "gardener"))
          .containsExactly(Map.of("name", "Ada"), null, null);
    }

    @Test
    void keepTheRuleWhereAFacetIgnoresTheFilterOnItsField() {
      var answer =
          ask(
                  "{ findDiaries(filter: {published: true}) { totalCount facets { published { value count } } } }",
                  Map.of(),
                  NOBODY)
              .complete();
      assertThat(answer.each("findDiaries.facets.published", "count")).containsExactly(6);
    }

    @Test
    void suggestNothingThatIsHidden() {
      var ask = "{ findDiaries(typeAhead: \"%s\", first: 20) { nodes { title } } }";
      assertThat(
              ask(ask.formatted("bloss"), Map.of(), NOBODY)
                  .complete()
                  .<List<?>>at("findDiaries.nodes"))
          .isEmpty();
      assertThat(
              ask(ask.formatted("bloss"), Map.of(), BEN)
                  .complete()
                  .each("findDiaries.nodes", "title"))
          .containsExactlyInAnyOrder("Blossom of Ben 3", "Blossom of Ben 7");
    }

    @Test
    void pageThroughNothingButWhatIsShown() {
      var seen = new ArrayList<Object>();
      Object cursor = null;
      boolean more = true;
      while (more) {
        var variables = new HashMap<String, Object>();
        variables.put("after", cursor);
        var page =
            ask(
                    """
                    query ($after: String) {
                      findDiaries(first: 2, after: $after, orderBy: [{field: PAGES}]) {
                        nodes { id } pageInfo { hasNextPage endCursor }
                      }
                    }
                    """,
                    variables,
                    NOBODY)
                .complete();
        seen.addAll(page.each("findDiaries.nodes", "id"));
        cursor = page.find("findDiaries.pageInfo.endCursor");
        more = page.<Boolean>at("findDiaries.pageInfo.hasNextPage");
        assertThat(page.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);
      }
      assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void leaveOutARowThatWasHiddenSinceItWasIndexed() {
      var key = DocumentKey.of("Diary", 308);
      stores().postgres().execute("update diary set published = false where id = 308");
      try {
        var model = catalog().readModel("Diary");
        var derived = derivation().derive(Map.of(model, List.of(key))).block();
        var json = derived.models().getFirst().present().get(key);
        stores().store(model, key, new StoredValue.Present(derived.version(), json));
        var answer =
            ask(
                    "{ findDiaries(first: 5, orderBy: [{field: PAGES}]) { nodes { id } } }",
                    Map.of(),
                    NOBODY)
                .complete();
        // The index still has six; the page is refilled, and five are left.
        assertThat(answer.each("findDiaries.nodes", "id"))
            .hasSize(5)
            .doesNotContain(id("Diary", 308));
      } finally {
        stores().postgres().execute("update diary set published = true where id = 308");
      }
    }
  }

  @Nested
  class Payloads {

    private static final String WRITE =
        "mutation ($id: ID!) { diaryWrite(input: {id: $id, title: \"Rain\"}) { diary { title } query { diary(id: $id) { title } } userErrors { code } } }";

    @Test
    void hideWhatTheCallerMayNotSee() {
      var hidden = ask(WRITE, HIDDEN, ADA).complete();
      var never = ask(WRITE, Map.of("id", id("Diary", 297)), ADA).complete();
      assertThat(hidden.find("diaryWrite.diary")).isNull();
      assertThat(hidden.result().toSpecification()).isEqualTo(never.result().toSpecification());
      assertThat(ask(WRITE, HIDDEN, BEN).complete().<String>at("diaryWrite.diary.title"))
          .isEqualTo("Rain");
      stores().postgres().execute("update diary set title = 'Harvest of Ben 1' where id = 201");
    }
  }

  @Nested
  class Fallback {

    @Test
    void hidesWhatIsDerived() {
      var model = catalog().readModel("Diary");
      stores().forget(model, DocumentKey.of("Diary", 202));
      var document = "query ($id: ID!) { diary(id: $id) { title } }";
      var id = Map.<String, Object>of("id", id("Diary", 202));
      assertThat(ask(document, id, ADA).complete().find("diary")).isNull();
      assertThat(ask(document, id, BEN).complete().<String>at("diary.title")).contains("Ben 2");
    }
  }
}
