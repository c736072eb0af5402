package io.millrace.projector.run;

import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.PostgresServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.projector.change.ChangeSourceState.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit can be decoded before any other snapshot sees it. */
class VisibilityTest {

  private PostgresServer postgres;
  private Library library;

  @BeforeEach
  void open() {
    postgres = TestStack.ownPostgres();
    library = Library.openOn(postgres);
    library.start();
  }

  @AfterEach
  void close() throws Exception {
    waitForStandby("''");
    library.close();
    postgres.close();
  }

  @Test
  void aCommitThatIsDecodedBeforeItIsVisibleIsDerivedWhenItIs() throws Exception {
    library.sql("insert into book values (1, 'Old title')");
    library.awaitProjected();
    // Only a projector that streams decodes the commit; one that still takes the slot would itself
    // wait for the standby.
    library.await("the projector streams", this::streams);

    // A commit that waits for a standby that never comes is in the log, and no snapshot sees it.
    waitForStandby("'nobody'");
    var first = Thread.ofVirtual().start(() -> library.sql("create table nobody_reads (id int)"));
    library.await(
        "commits wait",
        () ->
            !library
                .value("select count(*) from pg_stat_activity where wait_event = 'SyncRep'")
                .equals("0"));
    var writer =
        Thread.ofVirtual()
            .start(() -> library.sql("update book set title = 'New title' where id = 1"));
    library.await(
        "a snapshot was given up for not seeing the commit",
        () -> library.projector().state().visibilityRetries() > 0);
    assertThat(library.lookedUp(book(1)).orElseThrow().path("title").asString())
        .isEqualTo("Old title");

    waitForStandby("''");
    first.join();
    writer.join();
    library.awaitProjected();
    assertThat(library.lookedUp(book(1)).orElseThrow().path("title").asString())
        .isEqualTo("New title");
    assertThat(library.differences()).isEmpty();
  }

  private boolean streams() {
    return library.projector().state().source().stream()
        .anyMatch(source -> source.phase() == Phase.STREAMING);
  }

  private void waitForStandby(String names) {
    library.sql("alter system set synchronous_standby_names = " + names);
    library.sql("select pg_reload_conf()");
    library.await(
        "Postgres has read its configuration",
        () -> names.equals("'%s'".formatted(library.value("show synchronous_standby_names"))));
  }
}
