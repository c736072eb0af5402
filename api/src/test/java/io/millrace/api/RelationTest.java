package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.identity.Identity;
import io.millrace.api.read.Store;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RelationTest extends ApiTest {

  @Nested
  class RoundTrips {

    @Test
    void growWithTheDepthAndNotWithTheRows() {
      var listing =
          """
          query ($slugs: [String!]!, $first: Int) {
            gardens(slugs: $slugs) {
              name
              beds(first: $first) {
                totalCount
                nodes {
                  number
                  garden { slug }
                  plants(first: $first) {
                    edges { cursor node { name bed { row } labels { text parent { name } } } }
                  }
                }
              }
            }
          }
          """;
      var one = ask(listing, Map.of("slugs", List.of("garden-2"), "first", 1)).complete();
      var many =
          ask(
                  listing,
                  Map.of(
                      "slugs", List.of("garden-1", "garden-2", "garden-3", "garden-4"), "first", 5))
              .complete();
      // The entries of the slugs, then gardens, beds, plants, labels' parents.
      assertThat(one.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 5));
      assertThat(many.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 5));
    }

    @Test
    void areOneSearchForAllParentsOfALevel() {
      var deeper =
          ask("""
                  {
                    gardens(slugs: ["garden-1", "garden-2", "garden-3"]) {
                      favourites { name }
                      beds(first: 3) {
                        nodes { plants(first: 2, orderBy: [{field: HEIGHT}]) { nodes { name } } }
                      }
                    }
                  }
                  """)
              .complete();
      assertThat(deeper.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);
      assertThat(deeper.roundTrips(Store.REDIS)).isEqualTo(4);
      assertThat(deeper.<List<Object>>at("gardens.2.beds.nodes.2.plants.nodes")).hasSize(2);
    }

    @Test
    void areOneSearchForAllParentsOfALevelWhateverTheFilterTheOrderAndTheDirection() {
      var filtered =
          """
          query ($slugs: [String!]!) {
            gardens(slugs: $slugs) {
              beds(last: 3) {
                totalCount
                nodes {
                  highest: plants(last: 2, filter: {kind: [HERB, FLOWER]}, orderBy: [{field: HEIGHT}]) {
                    totalCount
                    nodes { name bed { garden { slug } } }
                  }
                  cheapest: plants(first: 1, orderBy: [{field: COST}, {field: NAME, direction: DESC}]) {
                    edges { cursor node { name } }
                  }
                }
              }
            }
          }
          """;
      var one = ask(filtered, Map.of("slugs", List.of("garden-2"))).complete();
      var many =
          ask(filtered, Map.of("slugs", List.of("garden-1", "garden-2", "garden-3", "garden-4")))
              .complete();
      // Searches: beds, then plants. Redis: slugs, gardens, beds, plants; the rest is at hand? beds
      // and gardens of plants.
      assertThat(one.roundTrips(Store.ELASTICSEARCH)).isEqualTo(2);
      assertThat(many.context().roundTrips()).isEqualTo(one.context().roundTrips());
      assertThat(many.<List<Object>>at("gardens.3.beds.nodes.2.highest.nodes")).hasSize(2);
    }
  }

  @Test
  void keepsTheOrderOfAListOfReferencesWithNullForWhatIsGone() {
    var answer = ask("{ garden(slug: \"garden-3\") { favourites { name } } }").complete();
    assertThat(answer.each("garden.favourites", "name")).containsExactly("Sage 1", null, "Rose 2");
  }

  @Test
  void answersTheFirstPageFromTheHead() {
    var answer =
        ask("""
                { bed(row: "R1", number: 1) {
                    plants(first: 5) { totalCount nodes { name price } pageInfo { hasNextPage hasPreviousPage } }
                } }
                """)
            .complete();
    assertThat(answer.roundTrips(Store.ELASTICSEARCH)).isZero();
    assertThat(answer.<Integer>at("bed.plants.totalCount")).isEqualTo(23);
    assertThat(answer.<Boolean>at("bed.plants.pageInfo.hasNextPage")).isTrue();
    assertThat(answer.<Boolean>at("bed.plants.pageInfo.hasPreviousPage")).isFalse();
    assertThat(answer.each("bed.plants.nodes", "price"))
        .containsExactly("2.5", "2.5", "2.5", "2.5", "2.5");
  }

  @Test
  void showsEveryChildExactlyOnceOverHeadAndSearchPages() {
    var page =
        """
        query ($after: String) { bed(row: "R1", number: 1) {
          plants(first: 5, after: $after) { edges { cursor node { id } } pageInfo { endCursor hasNextPage } }
        } }
        """;
    var paged = new ArrayList<Object>();
    var answer = ask(page).complete();
    assertThat(answer.roundTrips(Store.ELASTICSEARCH)).isZero();
    collect(answer, paged);
    while (answer.<Boolean>at("bed.plants.pageInfo.hasNextPage")) {
      answer =
          ask(page, Map.of("after", answer.<String>at("bed.plants.pageInfo.endCursor"))).complete();
      assertThat(answer.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);
      collect(answer, paged);
    }
    var atOnce =
        ask("{ bed(row: \"R1\", number: 1) { plants(first: 100) { edges { cursor node { id } } } } }")
            .complete();
    assertThat(atOnce.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);
    var all = new ArrayList<Object>();
    collect(atOnce, all);
    // With their cursors: a place has the same one whichever store it was read from.
    assertThat(paged).hasSize(23).doesNotHaveDuplicates().isEqualTo(all);
  }

  private static void collect(Answer answer, List<Object> edges) {
    edges.addAll(answer.<List<Object>>at("bed.plants.edges"));
  }

  @Test
  void dropsAChildThatIsGoneFromTheHeadsPage() {
    var plants = catalog().readModel("Plant");
    var gone = DocumentKey.of("Plant", 40201);
    stores().store(plants, gone, new StoredValue.Tombstone(DocumentVersion.of(2, 1)));
    var answer =
        ask("{ bed(row: \"R4\", number: 2) { plants { nodes { id } totalCount } } }").complete();
    assertThat(answer.<List<Object>>at("bed.plants.nodes")).hasSize(2);
    assertThat(answer.roundTrips(Store.ELASTICSEARCH)).isZero();
  }

  @Test
  void searchesWhereAChildOfTheHeadIsGoneThatAnotherFollows() {
    stores()
        .store(
            catalog().readModel("Plant"),
            DocumentKey.of("Plant", 10111),
            new StoredValue.Tombstone(DocumentVersion.of(2, 1)));
    var answer =
        ask("{ bed(row: \"R1\", number: 1) { plants(first: 5) { nodes { id } } } }").complete();
    assertThat(answer.<List<Object>>at("bed.plants.nodes")).hasSize(5).doesNotHaveDuplicates();
    assertThat(answer.each("bed.plants.nodes", "id")).doesNotContain(id("Plant", 10111));
  }

  @Test
  void searchesWhereEveryChildOfTheHeadIsGone() {
    var plants = catalog().readModel("Plant");
    for (long plant : new long[] {10111, 10123, 10108, 10114, 10102}) {
      stores()
          .store(
              plants,
              DocumentKey.of("Plant", plant),
              new StoredValue.Tombstone(DocumentVersion.of(2, 1)));
    }
    var answer =
        ask("""
                { bed(row: "R1", number: 1) {
                    plants(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } }
                } }
                """)
            .complete();
    // Hits 1 and 2 are gone, then 3 and 4, then 5; 6 and 7 fill the page.
    assertThat(answer.roundTrips(Store.ELASTICSEARCH)).isEqualTo(4);
    assertThat(answer.<List<Object>>at("bed.plants.nodes")).hasSize(2);
    assertThat(answer.<Boolean>at("bed.plants.pageInfo.hasNextPage")).isTrue();
    assertThat(answer.<String>at("bed.plants.pageInfo.endCursor")).isNotEmpty();
  }

  @Test
  void pagesBackwardFromWhereForwardPagesEnded() {
    var forward =
        "query ($c: String) { bed(row: \"R1\", number: 1) { plants(first: 5, after: $c) { edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } }";
    var backward = forward.replace("first: 5, after", "last: 5, before");
    var first = ask(forward).complete();
    var second =
        ask(forward, Map.of("c", first.<String>at("bed.plants.pageInfo.endCursor"))).complete();
    var back =
        ask(backward, Map.of("c", second.<String>at("bed.plants.pageInfo.startCursor"))).complete();
    assertThat(back.<Object>at("bed.plants.edges")).isEqualTo(first.at("bed.plants.edges"));
    assertThat(back.<Object>at("bed.plants.pageInfo.endCursor"))
        .isEqualTo(first.at("bed.plants.pageInfo.endCursor"));
    assertThat(back.<Boolean>at("bed.plants.pageInfo.hasPreviousPage")).isFalse();
    assertThat(back.<Boolean>at("bed.plants.pageInfo.hasNextPage")).isTrue();
    var end = ask(backward).complete();
    assertThat(end.<List<Object>>at("bed.plants.edges")).hasSize(5);
    assertThat(end.<Boolean>at("bed.plants.pageInfo.hasPreviousPage")).isTrue();
    assertThat(end.<Boolean>at("bed.plants.pageInfo.hasNextPage")).isFalse();
  }

  @Test
  void takesAPageFromBetweenTwoCursors() {
    var all =
        "{ bed(row: \"R1\", number: 1) { plants(first: 23) { edges { cursor node { id } } } } }";
    var edges = ask(all).complete().<List<Map<String, Object>>>at("bed.plants.edges");
    var between =
        "query ($a: String, $b: String) { bed(row: \"R1\", number: 1) { plants(%s: %d, after: $a, before: $b) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } } }";
    var cursors =
        Map.<String, Object>of(
            "a", Objects.requireNonNull(edges.get(3).get("cursor")),
            "b", Objects.requireNonNull(edges.get(9).get("cursor")));
    var begin = ask(between.formatted("first", 3), cursors).complete();
    assertThat(begin.<Object>at("bed.plants.edges")).isEqualTo(edges.subList(4, 7));
    assertThat(begin.<Boolean>at("bed.plants.pageInfo.hasNextPage")).isTrue();
    var end = ask(between.formatted("last", 3), cursors).complete();
    assertThat(end.<Object>at("bed.plants.edges")).isEqualTo(edges.subList(6, 9));
    var whole = ask(between.formatted("first", 50), cursors).complete();
    assertThat(whole.<Object>at("bed.plants.edges")).isEqualTo(edges.subList(4, 9));
    assertThat(whole.<Boolean>at("bed.plants.pageInfo.hasNextPage")).isFalse();
  }

  @Test
  void refusesTwoSizesAtOnce() {
    var answer = ask("{ plants(first: 2, last: 2) { nodes { id } } }");
    assertThat(answer.codes()).containsExactly("BAD_USER_INPUT");
    assertThat(answer.message()).contains("first").contains("last").contains("give one");
    assertThat(ask("{ plants(last: -1) { nodes { id } } }").message()).contains("last: -1");
    assertThat(ask("{ plants(last: 101) { nodes { id } } }").message())
        .contains("last: 101")
        .contains("before");
  }

  @Test
  void refusesPagesThatAreTooLarge() {
    var answer = ask("{ bed(row: \"R1\", number: 1) { plants(first: 101) { nodes { id } } } }");
    assertThat(answer.codes()).containsExactly("BAD_USER_INPUT");
    assertThat(answer.message()).contains("first: 101").contains("100");
    assertThat(Objects.requireNonNull(answer.result().getErrors().getFirst().getPath()))
        .containsExactly("bed", "plants");
  }

  @Test
  void refusesACursorOfAnotherList() {
    var cursor =
        ask("{ bed(row: \"R1\", number: 1) { plants(first: 2) { pageInfo { endCursor } } } }")
            .complete()
            .<String>at("bed.plants.pageInfo.endCursor");
    var after = Map.<String, Object>of("c", cursor);
    assertThat(
            ask(
                    "query ($c: String) { bed(row: \"R2\", number: 1) { plants(after: $c) { nodes { id } } } }",
                    after)
                .codes())
        .containsExactly("INVALID_CURSOR");
    assertThat(
            ask(
                    """
                    query ($c: String) { bed(row: "R1", number: 1) {
                      plants(after: $c, orderBy: [{field: NAME}]) { nodes { id } } } }
                    """,
                    after)
                .codes())
        .containsExactly("INVALID_CURSOR");
    assertThat(ask("query ($c: String) { plants(after: $c) { nodes { id } } }", after).codes())
        .containsExactly("INVALID_CURSOR");
    var madeUp = ask("{ plants(before: \"made up\") { nodes { id } } }");
    assertThat(madeUp.codes()).containsExactly("INVALID_CURSOR");
    assertThat(madeUp.message()).contains("begin without 'after' and 'before'");
  }

  @Test
  void refusesACursorOfAnotherCaller() {
    var first = "{ plants(first: 2) { pageInfo { endCursor } } }";
    var next = "query ($c: String) { plants(first: 2, after: $c) { nodes { id } } }";
    var cursor = ask(first, Map.of(), user("anna")).<String>at("plants.pageInfo.endCursor");
    var after = Map.<String, Object>of("c", cursor);
    assertThat(ask(next, after, user("anna")).complete().<List<Object>>at("plants.nodes"))
        .hasSize(2);
    assertThat(ask(next, after, user("ben")).codes()).containsExactly("INVALID_CURSOR");
    assertThat(ask(next, after).codes()).containsExactly("INVALID_CURSOR");
  }

  @Test
  void letsSomebodyUnnamedGoOnFromAnotherAddress() {
    var first = "{ plants(first: 2) { pageInfo { endCursor } } }";
    var next = "query ($c: String) { plants(first: 2, after: $c) { nodes { id } } }";
    var cursor =
        ask(first, Map.of(), new Identity("192.0.2.1", Optional.empty()))
            .<String>at("plants.pageInfo.endCursor");
    var elsewhere = new Identity("198.51.100.1", Optional.empty());
    assertThat(
            ask(next, Map.of("c", cursor), elsewhere).complete().<List<Object>>at("plants.nodes"))
        .hasSize(2);
  }

  private static Identity user(String subject) {
    return new Identity(
        "192.0.2.1",
        Optional.of(new Identity.Token("issuer", subject, "shop", Set.of(), Map.of())));
  }
}
