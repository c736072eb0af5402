package io.millrace.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.catalog.DocumentField.Indexing;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.catalog.KeyDefinition.KeyColumn;
import io.millrace.schema.catalog.Relation.SortKey;
import io.millrace.schema.catalog.RootField.LookupBy;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CatalogLoaderTest {

  private final Catalog catalog = new CatalogLoader().load(Fixtures.good());

  @Nested
  class Shapes {

    private final ObjectShape book = catalog.readModel("Book").shape();

    @Test
    void holdWhatTheStatementFillsInTheOrderOfTheSdlWithTheIdFirst() {
      assertThat(book.fields())
          .extracting(DocumentField::name)
          .containsExactly(
              "id",
              "title",
              "authorId",
              "editorIds",
              "genre",
              "price",
              "letters",
              "chapters",
              "publishedAt");
      assertThat(book.slot("id")).isZero();
      assertThat(book.slot("author")).isEqualTo(-1);
      assertThat(book.slot("excerpt")).isEqualTo(-1);
    }

    @Test
    void giveIdsTheTypeOfTheRelationThatUsesThem() {
      assertThat(type("id")).isEqualTo(new WireType.Id("Book"));
      assertThat(type("authorId")).isEqualTo(new WireType.Id("Author"));
      assertThat(type("editorIds")).isEqualTo(new WireType.ListOf(new WireType.Id("Author"), true));
    }

    @Test
    void tellScalarsAndEnumsApart() {
      assertThat(type("genre")).isEqualTo(new WireType.EnumValue("Genre"));
      assertThat(type("price")).isEqualTo(new WireType.Scalar(ScalarKind.DECIMAL));
      assertThat(type("letters")).isEqualTo(new WireType.Scalar(ScalarKind.LONG));
      assertThat(type("publishedAt")).isEqualTo(new WireType.Scalar(ScalarKind.DATE_TIME));
    }

    @Test
    void nestObjectsWithoutReadModel() {
      assertThat(type("chapters").nestedShape().orElseThrow().fields())
          .extracting(DocumentField::name)
          .containsExactly("number", "heading", "translatorId");
    }

    @Test
    void giveAHeadTheTypeOfTheChildren() {
      var head = catalog.readModel("Author").shape().field("booksHead").orElseThrow();
      assertThat(head.inaccessible()).isTrue();
      assertThat(head.type().nestedShape().orElseThrow().field("ids").orElseThrow().type())
          .isEqualTo(new WireType.ListOf(new WireType.Id("Book"), true));
    }

    @Test
    void carryWhatIndexAndUniqueKeysNeed() {
      assertThat(indexing("title"))
          .isEqualTo(new Indexing(false, true, 2.0, true, false, null, null));
      assertThat(indexing("price")).isEqualTo(new Indexing(true, true, null, false, true, 2, null));
      assertThat(indexing("genre"))
          .isEqualTo(new Indexing(true, false, null, false, true, null, null));
      assertThat(indexing("letters")).isEqualTo(Indexing.NONE);
      assertThat(
              catalog.readModel("Copy").shape().field("shelf").orElseThrow().indexing().uniqueKey())
          .isEqualTo("place");
    }

    private WireType type(String field) {
      return book.field(field).orElseThrow().type();
    }

    private Indexing indexing(String field) {
      return book.field(field).orElseThrow().indexing();
    }
  }

  @Nested
  class Headers {

    @Test
    void giveCompositeKeys() {
      assertThat(catalog.readModel("Copy").key())
          .isEqualTo(
              new KeyDefinition(
                  List.of(
                      new KeyColumn("book_id", "book_ids", "bigint"),
                      new KeyColumn("number", "numbers", "int")),
                  "copy",
                  List.of("book_id", "number")));
    }

    @Test
    void giveRoutesWithQueriesThatContinueOverLines() {
      assertThat(catalog.readModel("Book").routes())
          .containsExactly(
              new ChangeRoute("library.book", List.of("id"), null, 3),
              new ChangeRoute("chapter", List.of("book_id"), null, 4),
              new ChangeRoute(
                  "author",
                  List.of("id"),
                  "select b.id\nfrom book b\nwhere b.author_id = any(:keys)",
                  5));
    }

    @Test
    void giveUniqueKeysOfSeveralFields() {
      var place = catalog.readModel("Copy").uniqueKey("place").orElseThrow();
      assertThat(place.fields()).containsExactly("shelf", "position");
      assertThat(NamedStatement.parse(place.keyQuery()).parameters())
          .isEqualTo(KeyParameters.namesFor(place.fields()));
    }

    @Test
    void leaveTheStatementWithoutFinalSemicolon() {
      var sql = catalog.readModel("Book").sql();
      assertThat(sql.strip()).startsWith("--").endsWith("where b.id = any(:ids)");
      assertThat(NamedStatement.parse(sql).parameters()).containsExactly("ids");
    }
  }

  @Test
  void relationsKnowTheirOwnerAlsoInsideAnObject() {
    assertThat(catalog.relations())
        .containsExactlyInAnyOrder(
            new Relation.Refs(
                "Author",
                "books",
                "Book",
                "authorId",
                List.of(new SortKey("publishedAt", true)),
                "booksHead"),
            new Relation.Ref("Book", "author", "Author", "authorId", false),
            new Relation.Ref("Book", "editors", "Author", "editorIds", true),
            new Relation.Ref("Chapter", "translator", "Author", "translatorId", false),
            new Relation.Ref("Copy", "book", "Book", "bookId", false),
            new Relation.Ref("AuthorFacet", "author", "Author", "value", false));
  }

  @Test
  void connectionsCountAndHighlightWhatTheirTypesName() {
    assertThat(catalog.connections())
        .containsExactly(
            Map.entry(
                "BookConnection",
                new SearchConnection(
                    "BookConnection",
                    List.of(
                        new SearchConnection.Facet("authors", "authorId", 10, List.of()),
                        new SearchConnection.Facet("genre", "genre", 2, List.of()),
                        new SearchConnection.Facet(
                            "price",
                            "price",
                            3,
                            List.of(
                                new BigDecimal("0"),
                                new BigDecimal("9.99"),
                                new BigDecimal("20")))),
                    List.of(new SearchConnection.Highlight("title", "title", 1)))));
  }

  @Test
  void queriesAreToldApartByWhatAnswersThem() {
    var slug = catalog.readModel("Author").uniqueKey("slug").orElseThrow();
    var place = catalog.readModel("Copy").uniqueKey("place").orElseThrow();
    assertThat(catalog.queries())
        .containsExactly(
            new RootField.Node("node", "id"),
            new RootField.Nodes("nodes", "ids"),
            new RootField.Lookup(
                "author",
                "Author",
                List.of(new LookupBy.ById("id"), new LookupBy.ByUnique(slug, List.of("slug"))),
                false),
            new RootField.Lookup(
                "authorsBySlug",
                "Author",
                List.of(new LookupBy.ByUnique(slug, List.of("slugs"))),
                true),
            new RootField.Lookup(
                "copy",
                "Copy",
                List.of(new LookupBy.ByUnique(place, List.of("shelf", "position"))),
                false),
            new RootField.Search("books", "Book"),
            new RootField.Custom("opensAt"));
    assertThat(catalog.mutations())
        .containsExactly(new RootField.Command("bookAdd", "BookAddInput", "BookAddPayload"));
  }

  @Test
  void aTypeWithoutReadModelIsNamed() {
    assertThat(catalog.find("Chapter")).isEmpty();
    assertThatThrownBy(() -> catalog.readModel("Chapter"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("Chapter");
  }

  @Nested
  class Hash {

    private final String before = catalog.readModel("Author").hash();

    @Test
    void isTwelveHexadecimalDigits() {
      assertThat(before).matches("[0-9a-f]{12}");
    }

    @Test
    void staysWithLayoutAndComments() {
      assertThat(hashAfter("select\n  a.id,", "select /* the key */ a.id, -- first\n"))
          .isEqualTo(before);
      assertThat(hashAfter("booksHead: Head @inaccessible", "booksHead: Head")).isEqualTo(before);
    }

    @Test
    void changesWithStatementRouteUniqueKeyShapeAndIndexing() {
      assertThat(
              List.of(
                  hashAfter("'born', a.born", "'born', a.birthday"),
                  hashAfter("changed by: book(author_id)", "changed by: book(editor_id)"),
                  hashAfter("where a.slug = any", "where lower(a.slug) = any"),
                  hashAfter("id bigint of author", "id int of author"),
                  hashAfter("born: Date", "born: DateTime"),
                  hashAfter("born: Date", "born: Date @filterable")))
          .doesNotContain(before)
          .doesNotHaveDuplicates();
    }

    private String hashAfter(String text, String replacement) {
      var good = Fixtures.good();
      assertThat(good.toString()).contains(text);
      var changed =
          new DomainSources(
              replace(good.sdl(), text, replacement), replace(good.sql(), text, replacement));
      return new CatalogLoader().load(changed).readModel("Author").hash();
    }

    private static List<SourceFile> replace(List<SourceFile> files, String text, String by) {
      return files.stream()
          .map(file -> new SourceFile(file.name(), file.text().replace(text, by)))
          .toList();
    }
  }
}
