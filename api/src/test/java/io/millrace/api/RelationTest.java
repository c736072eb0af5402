package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.read.Store;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    assertThat(answer.roundTrips(Store.ELASTICSEARCH)).isEqualTo(1);
    assertThat(answer.<Boolean>at("bed.plants.pageInfo.hasNextPage")).isTrue();
    assertThat(answer.<String>at("bed.plants.pageInfo.endCursor")).isNotEmpty();
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
    assertThat(ask("{ plants(after: \"made up\") { nodes { id } } }").codes())
        .containsExactly("INVALID_CURSOR");
  }
}
