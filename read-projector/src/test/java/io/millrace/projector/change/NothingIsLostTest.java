package io.millrace.projector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.projector.slot.SourceDatabase;
import java.io.StringReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** DESIGN.md section 5, promises 1 and 5: what is not acknowledged comes again, whole. */
class NothingIsLostTest {

  private static final int COPIED = 20_000;

  private final SourceDatabase database = SourceDatabase.create();

  @Test
  void aReplicationConnectionCutInTheMiddleOfACopyLosesNothing() throws Exception {
    var cuts = new AtomicInteger();
    var rowsBeforeLastCut = new AtomicInteger();
    var endSeenBeforeLastCut = new AtomicInteger();
    try (var running =
        RunningSource.on(database)
            .settings(settings -> parts(settings, 500))
            .consumer(
                batch -> {
                  batch.acknowledge();
                  // Cut while the copy's first part is in hand, three engines in a row.
                  boolean first =
                      !batch.changes().isEmpty()
                          && Long.valueOf(0).equals(after(batch.changes().getFirst(), "id"));
                  if (first && cuts.get() < 3) {
                    cuts.incrementAndGet();
                    rowsBeforeLastCut.addAndGet(batch.changes().size());
                    endSeenBeforeLastCut.addAndGet(batch.endsTransaction() ? 1 : 0);
                    database.cut();
                  }
                })
            .go()
            .streaming()) {
      copy();
      database.sql("insert into item values (1000000, 'behind', null)");
      // A cut engine may still hand over what it had read, the last row too: wait for the fourth.
      running.until(
          () -> {
            var ids = running.after("id");
            int begin = Math.max(0, ids.lastIndexOf(0L));
            return running.source.state().engines() == 4
                && ids.subList(begin, ids.size()).contains(1_000_000L);
          });
      assertThat(cuts).hasValue(3);
      assertThat(endSeenBeforeLastCut).as("the cut came within the transaction").hasValue(0);
      assertThat(new HashSet<>(running.after("id")))
          .containsAll(LongStream.range(0, COPIED).boxed().toList());
      var state = running.source.state();
      assertThat(state.engines()).isEqualTo(4);
      // The last engine brought the copy whole and in order.
      var ids = running.after("id");
      int begin = ids.lastIndexOf(0L);
      assertThat(ids.subList(begin, begin + COPIED))
          .isEqualTo(LongStream.range(0, COPIED).boxed().toList());
    }
    assertThat(database.recorded("epoch")).isEqualTo("5"); // 1, taken: 2, cut three times
  }

  @Test
  void aSourceKilledInTheMiddleOfACopyGetsTheWholeCopyAgain() throws Exception {
    var first =
        RunningSource.on(database).settings(settings -> parts(settings, 500)).go().streaming();
    copy();
    first.until(() -> first.after("id").size() >= 500);
    database.cut(); // as a dead process would: nothing is confirmed on the way out
    first.close();
    try (var second = RunningSource.on(database).go().streaming()) {
      second.until(() -> second.after("id").size() >= COPIED);
      assertThat(second.after("id")).isEqualTo(LongStream.range(0, COPIED).boxed().toList());
    }
  }

  @Test
  void whatWasNeverAcknowledgedComesAgainInWholeTransactions() throws Exception {
    try (var first = RunningSource.on(database).consumer(batch -> {}).go().streaming()) {
      database.sql("insert into item select n, 'x', null from generate_series(1, 300) n");
      database.sql("insert into item values (1000, 'x', null)");
      first.until(() -> first.changes().size() == 301);
    }
    try (var second = RunningSource.on(database).consumer(batch -> {}).go().streaming()) {
      second.until(() -> second.changes().size() == 301);
      assertThat(second.after("id")).first().isEqualTo(1L);
      assertThat(second.after("id")).last().isEqualTo(1_000L);
    }
  }

  @Test
  void theSlotMovesOnlyPastTheLongestAcknowledgedPrefix() throws Exception {
    try (var running = RunningSource.on(database).consumer(batch -> {}).go().streaming()) {
      for (long n = 1; n <= 3; n++) {
        database.sql("insert into item values (%d, 'x', null)".formatted(n));
        long id = n;
        running.until(() -> running.after("id").contains(id));
      }
      var first = batchOf(running, 1);
      var third = batchOf(running, 3);
      for (var batch : running.batches) {
        if (batch != batchOf(running, 2)) {
          batch.acknowledge();
          batch.acknowledge();
        }
      }
      running.until(() -> database.confirmed().compareTo(first.end()) >= 0);
      int seen = running.markers().size();
      running.until(() -> running.markers().size() > seen + 3);
      assertThat(database.confirmed()).isLessThan(batchOf(running, 2).end());
      batchOf(running, 2).acknowledge();
      running.until(() -> database.confirmed().compareTo(third.end()) >= 0);
    }
    try (var again = RunningSource.on(database).go().streaming()) {
      database.sql("insert into item values (4, 'x', null)");
      again.until(() -> !again.changes().isEmpty());
      assertThat(again.after("id")).containsExactly(4L);
    }
  }

  @Test
  void theSlotStaysBehindWhatWasAcknowledgedByTheConfiguredTime() throws Exception {
    var clock = new AtomicLong();
    try (var running =
        RunningSource.on(database)
            .settings(settings -> settings.withAcknowledgeBehind(Duration.ofSeconds(60)))
            .clock(clock)
            .go()
            .streaming()) {
      database.sql("insert into item values (1, 'x', null)");
      running.until(() -> running.changes().size() == 1);
      var end = batchOf(running, 1).end();
      clock.addAndGet(Duration.ofSeconds(59).toNanos());
      int seen = running.markers().size();
      running.until(() -> running.markers().size() > seen + 3);
      assertThat(running.source.state().acknowledged()).isGreaterThanOrEqualTo(end);
      assertThat(database.confirmed()).isLessThan(end);
      clock.addAndGet(Duration.ofSeconds(2).toNanos());
      running.until(() -> database.confirmed().compareTo(end) >= 0);
      assertThat(running.source.state().released())
          .isLessThan(running.source.state().acknowledged());
    }
  }

  @Test
  void theSlotMovesWhenNothingHappens() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      var before = database.now();
      running.until(() -> database.confirmed().compareTo(before) >= 0);
      assertThat(running.changes()).isEmpty();
    }
  }

  @Test
  void aConsumerThatBlocksForLongKeepsItsConnectionAndLosesNothing() throws Exception {
    var gate = new CountDownLatch(1);
    try (var running =
        RunningSource.on(database)
            .consumer(
                batch -> {
                  if (!batch.changes().isEmpty()) {
                    gate.await();
                  }
                  batch.acknowledge();
                })
            .go()
            .streaming()) {
      database.sql("insert into item select n, 'x', null from generate_series(1, 50000) n");
      running.until(() -> !running.changes().isEmpty());
      assertThat(database.confirmed()).isLessThan(database.now());
      // Longer than wal_sender_timeout, with more rows than the engine's queue holds.
      var longEnough =
          "select now() > backend_start + interval '15 s' from pg_stat_replication"
              + " r join pg_replication_slots s on s.active_pid = r.pid where slot_name = '%s'";
      running.until(() -> !database.text(longEnough.formatted(database.slot())).equals("f"));
      gate.countDown();
      running.until(() -> running.changes().size() == 50_000);
      assertThat(running.source.state().engines()).isEqualTo(1);
    }
  }

  @Test
  void aFailureOfTheConsumerEndsTheSourceWithItsCause() throws Exception {
    try (var running =
        RunningSource.on(database)
            .consumer(
                batch -> {
                  if (!batch.changes().isEmpty()) {
                    throw new IllegalArgumentException("broken");
                  }
                })
            .go()
            .streaming()) {
      database.sql("insert into item values (1, 'x', null)");
      assertThat(running.failure())
          .isInstanceOf(ChangeSourceFailedException.class)
          .hasRootCauseMessage("broken");
      assertThat(running.source.state().phase()).isEqualTo(ChangeSourceState.Phase.CLOSED);
    }
  }

  @Test
  void closingLeavesTheSlotFree() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      assertThat(running.source.state().engines()).isEqualTo(1);
    }
    RunningSource.awaitFree(database);
  }

  private static @Nullable Object after(RowChange change, String column) {
    var image = change.after();
    return image == null ? null : image.get(column);
  }

  private static ChangeBatch batchOf(RunningSource running, long id) {
    return running.batches.stream()
        .filter(
            batch ->
                batch.changes().stream()
                    .anyMatch(change -> Long.valueOf(id).equals(after(change, "id"))))
        .findFirst()
        .orElseThrow();
  }

  private static ChangeSourceSettings parts(ChangeSourceSettings all, int transactionRows) {
    return new ChangeSourceSettings(
        all.host(),
        all.port(),
        all.database(),
        all.user(),
        all.password(),
        all.driverProperties(),
        all.publication(),
        transactionRows,
        all.batchRows(),
        all.acknowledgeBehind(),
        all.markerInterval(),
        all.minBackoff(),
        all.maxBackoff());
  }

  private void copy() throws Exception {
    var rows = new StringBuilder();
    for (int n = 0; n < COPIED; n++) {
      rows.append(n).append('\t').append("x".repeat(200)).append("\t\\N\n");
    }
    try (var connection = database.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy item from stdin", new StringReader(rows.toString()));
    }
  }
}
