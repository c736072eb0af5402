package io.millrace.projector.run;

import static io.millrace.projector.run.Library.author;
import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows become documents in both stores, and follow what happens to the rows. */
class ProjectionTest {

  private Library library;

  @BeforeEach
  void open() {
    library = Library.open();
    library.knowing(Library::readColumns).start();
  }

  @AfterEach
  void close() throws Exception {
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
    assertThat(library.differences()).isEmpty();
  }
}
