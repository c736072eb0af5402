package io.millrace.projector.run;

import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A filled database fills empty stores, and a new version of a read model is filled beside the old.
 */
class BackfillTest {

  private Library library;

  @BeforeEach
  void open() {
    library = Library.open();
    library.sql("insert into author values (1, 'Prolific')");
    library.sql(
        "insert into book select n, 'Book ' || n, 'i' || n, 1 from generate_series(1, 3000) n");
  }

  @AfterEach
  void close() throws Exception {
    library.close();
  }

  @Test
  void theFirstStartOnAFilledDatabaseFillsTheStoresWhileChangesGoOn() {
    library.start();
    for (int id = 1; id <= 3000; id += 100) {
      library.sql("update book set title = 'Changed meanwhile' where id = " + id);
      library.sql("delete from book where id = " + (id + 1));
    }
    library.awaitProjected();

    assertThat(library.differences()).isEmpty();
    assertThat(
            library.value("select count(*) from millrace.read_model where backfilled_at is null"))
        .isEqualTo("0");
  }

  @Test
  void aBackfillThatWasInterruptedGoesOnWhereItStopped() throws Exception {
    library.start();
    library.awaitProjected();
    library.stop();
    library.sql("update millrace.read_model set backfilled_at = null where model = 'Book'");
    library.sql(
        "update millrace.backfill set last_key = '{2000}', rows_done = 2000 where model = 'Book'");

    library.start();
    library.awaitProjected();
    assertThat(library.projector().state().backfilled().get("Book")).isEqualTo(3000);
    assertThat(library.projector().state().documents()).isLessThan(3000);
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void anUnfinishedBackfillIsShownAndNotReady() {
    library.start();
    library.await(
        "progress is shown or done",
        () ->
            library.projector().state().phase() == ProjectorState.Phase.BACKFILLING
                || library.projector().filled());
    library.awaitProjected();
    assertThat(library.projector().state().phase()).isEqualTo(ProjectorState.Phase.FOLLOWING);
    assertThat(library.lookedUp(book(3000))).isPresent();
  }

  @Test
  void aNewVersionOfAReadModelIsFilledIntoNamesOfItsOwnAndTakesOver() throws Exception {
    library.start();
    library.awaitProjected();
    library.stop();

    try (var changed = library.withBooksIn("upper(b.title)")) {
      changed.start();
      changed.awaitProjected();
      assertThat(changed.model("Book").hash()).isNotEqualTo(library.model("Book").hash());
      assertThat(changed.lookedUp(book(5)).orElseThrow().path("title").asString())
          .isEqualTo("BOOK 5");
      assertThat(changed.differences()).isEmpty();
      assertThat(
              changed
                  .search("/_alias/" + changed.names.alias(changed.model("Book")))
                  .propertyNames())
          .containsExactly(changed.names.index(changed.model("Book")));
    }
  }
}
