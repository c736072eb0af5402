package io.millrace.projector.run;

import static io.millrace.projector.run.Library.author;
import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows become documents in both stores, and the documents follow what happens to the rows. */
class ProjectionTest {

  private static Library library;

  @BeforeAll
  static void open() {
    library = Library.open();
    library.knowing(new DatabaseColumns(library.catalog, library.dataSource)).start();
  }

  @AfterAll
  static void close() throws Exception {
    library.close();
  }

  @Test
  void committedRowsAreDocumentsInBothStores() {
    library.sql("insert into author values (1, 'Ada')");
    library.sql("insert into book values (10, 'Notes', '978-1', 1, 12.50)");
    library.sql("insert into shelf values ('east ~ %', 3)");
    library.sql("insert into copy values (100, 10, 'east ~ %', 3)");
    library.awaitProjected();

    assertThat(library.lookedUp(book(10)).orElseThrow().path("authorName").asString())
        .isEqualTo("Ada");
    assertThat(library.lookedUp(author(1)).orElseThrow().path("bookCount").asInt()).isEqualTo(1);
    assertThat(
            library
                .lookedUp(DocumentKey.of("Shelf", "east ~ %", 3))
                .orElseThrow()
                .path("copies")
                .asInt())
        .isEqualTo(1);
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void aDeletedRowLeavesAVersionedTombstoneAndIsNotCounted() {
    library.sql("insert into book values (20, 'Short lived', '978-20')");
    library.awaitProjected();
    library.sql("delete from book where id = 20");
    library.awaitProjected();

    assertThat(library.stored(book(20)).orElseThrow()).isInstanceOf(StoredValue.Tombstone.class);
    assertThat(library.indexed(book(20))).isEmpty();
    assertThat(library.isbnOwner("978-20")).isEmpty();
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void aRowThatMovesFromOneParentToAnotherChangesBoth() {
    library.sql("insert into author values (31, 'From'), (32, 'To')");
    library.sql("insert into book values (30, 'Disputed', '978-30', 31)");
    library.awaitProjected();
    library.sql("update book set author_id = 32 where id = 30");
    library.awaitProjected();

    assertThat(library.lookedUp(author(31)).orElseThrow().path("bookCount").asInt()).isZero();
    assertThat(library.lookedUp(author(32)).orElseThrow().path("bookCount").asInt()).isEqualTo(1);
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void aUniqueKeyMovesFromOneDocumentToAnotherInOneTransaction() {
    library.sql("insert into book values (40, 'First', '978-40'), (41, 'Second', '978-41')");
    library.awaitProjected();
    library.sql(
        """
        begin;
        update book set isbn = '978-41' where id = 40;
        update book set isbn = '978-40' where id = 41;
        commit
        """);
    library.awaitProjected();

    assertThat(library.isbnOwner("978-40")).hasValue("41");
    assertThat(library.isbnOwner("978-41")).hasValue("40");
  }

  @Test
  void aUniqueKeyThatIsGivenUpHasNoOwner() {
    library.sql("insert into book values (45, 'Was numbered', '978-45')");
    library.awaitProjected();
    library.sql("update book set isbn = null where id = 45");
    library.awaitProjected();
    assertThat(library.isbnOwner("978-45")).isEmpty();

    library.sql("insert into book values (46, 'Takes the number', '978-45')");
    library.awaitProjected();
    assertThat(library.isbnOwner("978-45")).hasValue("46");
  }

  @Test
  void aRenameReachesThousandsOfDocuments() {
    library.sql("insert into author values (50, 'Pen name')");
    library.sql(
        "insert into book select 50000 + n, 'Volume ' || n, 'f' || n, 50"
            + " from generate_series(1, 5000) n");
    library.sql("update author set name = 'Real name' where id = 50");
    library.awaitProjected();

    assertThat(
            LongStream.of(50_001, 52_500, 55_000)
                .mapToObj(id -> library.lookedUp(book(id)).orElseThrow())
                .map(document -> document.path("authorName").asString()))
        .containsOnly("Real name");
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void theDocumentsOfATransactionAreDerivedInOneSnapshot() {
    library.sql(
        "insert into book select 60000 + n, 'Part ' || n, 't' || n"
            + " from generate_series(1, 3000) n");
    library.awaitProjected();

    assertThat(
            LongStream.rangeClosed(60_001, 63_000)
                .mapToObj(id -> library.stored(book(id)).orElseThrow().version())
                .collect(Collectors.toSet()))
        .hasSize(1);
  }

  @Test
  void anUpdateOfAColumnThatIsNotReadIsNotDerivedAgain() {
    library.sql("insert into author values (70, 'Quiet')");
    library.awaitProjected();
    var before = library.stored(author(70)).orElseThrow().version();
    long skipped = library.projector().state().skippedUpdates();
    library.sql("update author set notes = 'likes tea' where id = 70");
    library.awaitProjected();

    assertThat(library.stored(author(70)).orElseThrow().version()).isEqualTo(before);
    assertThat(library.projector().state().skippedUpdates()).isGreaterThan(skipped);
  }

  @Test
  void aTruncationEmptiesTheReadModelAndChangesThoseThatReadTheTable() {
    library.sql("insert into shelf select 'cellar', n from generate_series(1, 50) n");
    library.awaitProjected();
    library.sql("truncate shelf");
    library.awaitProjected();

    assertThat(library.liveCount(library.model("Shelf"))).isZero();
    assertThat(library.differences()).isEmpty();
  }
}
