package io.millrace.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.catalog.AccessRule.ScopeChoice;
import io.millrace.schema.catalog.AccessRules.FieldName;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final AccessRule KNOWN = new AccessRule(true, Set.of());
  private static final AccessRule STAFF =
      new AccessRule(false, Set.of(new ScopeChoice(Set.of(Set.of("staff")))));

  private static AccessRules with(String sdl) {
    var good = Fixtures.good();
    var files = new ArrayList<>(good.sdl());
    files.add(new SourceFile("graphql/rules.graphqls", sdl));
    return new CatalogLoader().load(new DomainSources(files, good.sql())).rules();
  }

  @Test
  void rowsAreShownByConditionsAndByScopes() {
    var catalog = new CatalogLoader().load(Fixtures.good());
    var genre = catalog.readModel("Book").shape().field("genre").orElseThrow();
    var shelf = catalog.readModel("Copy").shape().field("shelf").orElseThrow();
    assertThat(catalog.rules().ofRows("Book").orElseThrow().conditions())
        .containsExactly(new RowRule.Is(genre, "FICTION"));
    assertThat(catalog.rules().ofRows("Copy").orElseThrow().conditions())
        .containsExactly(new RowRule.Claimed(shelf, "sub"));
    assertThat(catalog.rules().ofRows("Author")).isEmpty();
    assertThat(with("extend type Author @visible(scopes: [\"staff\"])").ofRows("Author"))
        .map(RowRule::scopes)
        .isEqualTo(Optional.of(Set.of("staff")));
  }

  @Nested
  class OfAType {

    private final AccessRules rules =
        with("extend type Author @requiresScopes(scopes: [[\"staff\"]])");

    @Test
    void guardEveryFieldThatLeadsToIt() {
      assertThat(rules.ofField("Book", "author")).isEqualTo(STAFF);
      assertThat(rules.ofField("Book", "editors")).isEqualTo(STAFF);
      assertThat(rules.ofField("AuthorFacet", "author")).isEqualTo(STAFF);
      assertThat(rules.ofField("Author", "name")).isEqualTo(STAFF);
      assertThat(rules.ofField("Book", "title")).isEqualTo(AccessRule.OPEN);
      assertThat(rules.hides("Author")).isTrue();
    }

    @Test
    void refuseWhatAsksForItAtTheRoot() {
      assertThat(rules.refuses("Query", "author")).isTrue();
      assertThat(rules.refuses("Query", "books")).isFalse();
      assertThat(rules.refuses("Book", "author")).isFalse();
    }
  }

  @Nested
  class OfAField {

    private final AccessRules rules =
        with(
            """
            extend type Book {
              "How dear it is to the staff."
              heart: String @text @facet @requiresScopes(scopes: [["staff"]])
              "The id of somebody."
              friendId: ID @inaccessible @authenticated
              "Somebody."
              friend: Author @ref(by: "friendId")
            }
            extend type BookFacets {
              "By heart."
              heart: [HeartFacet!]! @listSize(assumedSize: 2)
            }
            "Books of a heart."
            type HeartFacet {
              "The heart."
              value: String!
              "How many."
              count: Int!
            }
            """);

    @Test
    void guardTheFacetsThatCountItAndRefuseThem() {
      assertThat(rules.ofField("BookFacets", "heart")).isEqualTo(STAFF);
      assertThat(rules.refusing()).containsExactly(new FieldName("BookFacets", "heart"));
    }

    @Test
    void guardTheRelationThatGoesByIt() {
      assertThat(rules.ofField("Book", "friend")).isEqualTo(KNOWN);
    }
  }

  @Test
  void ofSeveralElementsMustAllBeMet() {
    assertThat(KNOWN.and(STAFF))
        .isEqualTo(new AccessRule(true, STAFF.choices()))
        .isEqualTo(STAFF.and(KNOWN));
    assertThat(AccessRule.OPEN.and(AccessRule.OPEN).isOpen()).isTrue();
    var choice = new ScopeChoice(Set.of(Set.of("a", "b"), Set.of("c")));
    assertThat(choice.isMetBy(Set.of("c"))).isTrue();
    assertThat(choice.isMetBy(Set.of("a"))).isFalse();
    assertThat(choice.isMetBy(Set.of("a", "b", "d"))).isTrue();
  }
}
