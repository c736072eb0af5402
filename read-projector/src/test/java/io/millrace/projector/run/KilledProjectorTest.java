package io.millrace.projector.run;

import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.TestStack;
import io.millrace.projector.run.StoreProxy.Stop;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A projector that is killed where it hurts most, as a real process: everything that it had not
 * acknowledged comes again, and nothing that it had done shows twice.
 */
class KilledProjectorTest {

  /** Two of these are more than a lane writes together, so none is held with the one before it. */
  private static final String PORTIONS_WRITTEN_ALONE = "--millrace.projector.backfill-portion=600";

  private Library library;
  private StoreProxy redis;
  private StoreProxy elasticsearch;

  @BeforeEach
  void open() throws Exception {
    library = Library.open();
    redis = StoreProxy.to(library.redisUri.toURI().toString());
    elasticsearch = StoreProxy.to(TestStack.shared().elasticsearch().uri());
  }

  @AfterEach
  void close() throws Exception {
    redis.close();
    elasticsearch.close();
    library.close();
  }

  @Test
  void killedBetweenRedisWriteAndItsAcknowledgement() throws Exception {
    try (var killed = start()) {
      awaitFollowing();
      // The first write is sent twice: Redis does not know the script yet.
      library.sql("insert into book values (2, 'Before')");
      library.awaitApplied();
      var held = redis.hold("Quixotic", Stop.BEFORE_THE_ANSWER);
      var end = insert("Quixotic");
      held.awaitReached();
      assertThat(library.lookedUp(book(1))).isPresent();
      awaitMore(library::searchApplied);
      killed.kill();
      assertThat(confirmed()).isLessThan(end);
    }
    assertThatAnotherOneConverges();
  }

  @Test
  void killedBetweenElasticsearchWriteAndItsAcknowledgement() throws Exception {
    try (var killed = start()) {
      awaitFollowing();
      var held = elasticsearch.hold("Quixotic", Stop.BEFORE_THE_ANSWER);
      var end = insert("Quixotic");
      held.awaitReached();
      assertThat(library.indexed(book(1))).isPresent();
      awaitMore(library::lookupApplied);
      killed.kill();
      assertThat(confirmed()).isLessThan(end);
    }
    assertThatAnotherOneConverges();
  }

  @Test
  void killedWhenRedisHasTheBatchAndElasticsearchHasNot() throws Exception {
    try (var killed = start()) {
      awaitFollowing();
      var held = elasticsearch.hold("Quixotic", Stop.BEFORE_THE_STORE);
      var end = insert("Quixotic");
      held.awaitReached();
      library.await("Redis has it", () -> library.lookupApplied().wal().compareTo(end) >= 0);
      awaitMore(library::lookupApplied);
      assertThat(library.lookedUp(book(1))).isPresent();
      assertThat(library.indexed(book(1))).isEmpty();
      killed.kill();
      assertThat(confirmed()).isLessThan(end);
    }
    assertThatAnotherOneConverges();
    assertThat(library.indexed(book(1))).isPresent();
  }

  @Test
  void killedWithinABackfillGoesOnAfterThePortionsThatAreDone() throws Exception {
    library.sql("insert into book select n, 'Book ' || n || '.' from generate_series(1, 3000) n");
    var held = elasticsearch.hold("Book 1700.", Stop.BEFORE_THE_ANSWER);
    try (var killed = start(PORTIONS_WRITTEN_ALONE)) {
      held.awaitReached();
      library.await("two portions are done", () -> rowsDone().equals("1200"));
      killed.kill();
      assertThat(filled()).isNotEqualTo(Integer.toString(library.catalog.readModels().size()));
    }
    library.sql("update book set title = 'Changed while nobody projects' where id % 100 = 0");
    library.sql("delete from book where id % 100 = 1");
    try (var next = start(PORTIONS_WRITTEN_ALONE)) {
      awaitFollowing();
      library.awaitApplied();
      assertThat(next.log()).contains("Backfill of Book goes on after 1200");
      assertThat(library.differences()).isEmpty();
    }
  }

  @Test
  void terminatedItFinishesItsBatchAcknowledgesAndEndsWithZero() throws Exception {
    // How long it waits for its last acknowledgement goes by the time between two markers.
    try (var stopped = start("--millrace.projector.marker-interval=20s")) {
      awaitFollowing();
      var held = elasticsearch.hold("Quixotic", Stop.BEFORE_THE_STORE);
      insert("Quixotic");
      held.awaitReached();
      stopped.terminate();
      library.await("it has begun to stop", () -> logOf(stopped).contains("Stopping"));
      assertThat(stopped.runs()).isTrue();
      held.release();
      library.await(
          "it has ended",
          () -> {
            // Its slot moves when one comes by.
            library.mark();
            return !stopped.runs();
          });

      assertThat(stopped.exitCode()).as(stopped.log()).isZero();
      assertThat(library.indexed(book(1))).isPresent();
      assertThat(replayedInserts()).isEqualTo("0");
    }
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void haltedItEndsWithThreeAndSaysWhyInLogAndDatabase() throws Exception {
    try (var first = start()) {
      awaitFollowing();
      first.kill();
    }
    library.awaitSlotFree();
    library.sql("select pg_drop_replication_slot('%s')".formatted(library.stream.slotName()));

    try (var halted = start()) {
      assertThat(halted.exitCode()).as(halted.log()).isEqualTo(3);
      assertThat(halted.log()).contains("is missing", "./millrace rebuild --all");
    }
    assertThat(library.value("select halted_reason from millrace.replication" + ofStream()))
        .contains("is missing");
    assertThat(library.value("select halted_remedy from millrace.replication" + ofStream()))
        .isEqualTo("./millrace rebuild --all");
  }

  private void assertThatAnotherOneConverges() throws Exception {
    try (var next = start()) {
      awaitFollowing();
      library.awaitApplied();
      assertThat(library.differences()).as(next.log()).isEmpty();
    }
  }

  private ProjectorProcess start(String... more) throws Exception {
    return ProjectorProcess.start(library, redis.uri(), elasticsearch.uri(), more);
  }

  /** Waits until it has filled the stores and follows the changes. */
  private void awaitFollowing() {
    var models = Integer.toString(library.catalog.readModels().size());
    library.await("it is filled", () -> filled().equals(models));
    library.awaitApplied();
  }

  /**
   * Waits until markers behind the batch have come through the other store: the slot would have
   * moved by now, if anything moved it.
   */
  private void awaitMore(Supplier<StreamPosition> applied) {
    for (int marker = 0; marker < 4; marker++) {
      var before = applied.get().wal();
      library.await("a marker comes through", () -> applied.get().wal().compareTo(before) > 0);
    }
  }

  /** How many inserts the slot would give again to the next projector. */
  private String replayedInserts() {
    return library.value(
        """
        select count(*) from pg_logical_slot_peek_binary_changes('%s', null, null,
          'proto_version', '1', 'publication_names', 'millrace') where get_byte(data, 0) = ascii('I')"""
            .formatted(library.stream.slotName()));
  }

  /** Inserts book 1 and gives a position behind it. */
  private WalPosition insert(String title) {
    library.sql("insert into book values (1, '%s')".formatted(title));
    return WalPosition.parse(library.value("select pg_current_wal_lsn()::text"));
  }

  private WalPosition confirmed() {
    return library.ownership.look().orElseThrow().confirmed();
  }

  private String rowsDone() {
    return library.value("select max(rows_done) from millrace.backfill where model = 'Book'");
  }

  private String filled() {
    return library.value("select count(backfilled_at) from millrace.read_model");
  }

  private String ofStream() {
    return " where source = '%s'".formatted(library.stream.source());
  }

  private static String logOf(ProjectorProcess process) {
    try {
      return process.log();
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
