package io.millrace.projector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.projector.slot.SourceDatabase;
import io.millrace.write.position.WalPosition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What arrives, in which order and in which batches. */
class ChangeStreamTest {

  private static final Logger log = LoggerFactory.getLogger(ChangeStreamTest.class);

  private final SourceDatabase database = SourceDatabase.create();

  @Test
  void rowsMarkersAndTransactionEndsArriveInTheOrderOfCommits() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql("insert into item values (1, 'one', null)");
      database.sql("update item set name = 'uno' where id = 1");
      database.sql("delete from item where id = 1");
      var marker =
          WalPosition.parse(
              database.text("select pg_logical_emit_message(false, 'millrace', 'mine', true)"));
      database.sql("insert into item values (2, 'two', 1)");
      running.until(() -> running.changes().size() == 4);
      var changes = running.changes();
      assertThat(changes)
          .extracting(RowChange::operation)
          .containsExactly(Operation.INSERT, Operation.UPDATE, Operation.DELETE, Operation.INSERT);
      assertThat(changes).allMatch(change -> change.table().equals("public.item"));
      assertThat(changes.get(0).before()).isNull();
      assertThat(changes.get(1).before()).containsEntry("name", "one").containsEntry("id", 1L);
      assertThat(changes.get(1).after()).containsEntry("name", "uno").containsEntry("id", 1L);
      assertThat(changes.get(2).before()).containsEntry("name", "uno");
      assertThat(changes.get(2).after()).isNull();
      assertThat(running.markers()).contains(new Marker("millrace", "mine", marker));
      assertThat(running.batches)
          .filteredOn(batch -> batch.changes().contains(changes.get(2)))
          .allMatch(
              batch -> batch.endsTransaction() && batch.xids().contains(changes.get(2).xid()));
      var behind =
          running.batches.stream().filter(b -> b.changes().contains(changes.get(3))).findFirst();
      assertThat(behind.orElseThrow().end()).isGreaterThan(marker);
      assertThat(running.batches).extracting(ChangeBatch::end).isSorted();
    }
  }

  @Test
  void aValueHasTheJavaTypeOfItsPostgresType() throws Exception {
    database.sql("create type mood as enum ('fine')");
    database.sql(
        """
        create table typed (id uuid primary key, small smallint, big bigint, ratio float8, yes boolean,
          price numeric(19,4), doc jsonb, mood mood, bytes bytea, day date, at timestamptz, tags text[],
          words tsvector)
        """);
    database.sql("alter publication millrace add table typed");
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql(
          """
          insert into typed values ('5f0c1f1e-6f3a-4c38-9d5c-2f1f8f6c7d10', 1, 2, 0.5, true, 0.0010,
            '{"a": 1}', 'fine', '\\xcafe', '2026-11-24', '2026-11-24T01:02:03.456789Z', '{a,b}', 'w')
          """);
      running.until(() -> running.changes().size() == 1);
      var row = Objects.requireNonNull(running.changes().getFirst().after());
      assertThat(row)
          .containsEntry("id", "5f0c1f1e-6f3a-4c38-9d5c-2f1f8f6c7d10")
          .containsEntry("small", 1L)
          .containsEntry("big", 2L)
          .containsEntry("ratio", 0.5)
          .containsEntry("yes", true)
          .containsEntry("price", "0.0010")
          .containsEntry("doc", "{\"a\": 1}")
          .containsEntry("mood", "fine")
          .containsEntry("bytes", "cafe")
          .containsEntry("tags", List.of("a", "b"))
          .containsKey("words");
      assertThat(row.get("day")).asString().startsWith("2026-11-24");
      assertThat(row.get("at")).asString().startsWith("2026-11-24T01:02:03.456789");
    }
  }

  @Test
  void anUnchangedToastValueIsTakenFromTheOldImage() throws Exception {
    database.sql("alter table item alter name set storage external");
    database.sql("create table weak (id bigint primary key, name text, n int)");
    database.sql("alter table weak alter name set storage external");
    database.sql("alter publication millrace add table weak");
    database.sql("insert into item select 1, repeat('x', 10000), 1");
    database.sql("insert into weak select 1, repeat('x', 10000), 1");
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql("update item set parent_id = 2");
      database.sql("update weak set n = 2");
      running.until(() -> running.changes().size() == 2);
      assertThat(running.changes().get(0).after())
          .containsEntry("name", "x".repeat(10_000))
          .containsEntry("parent_id", 2L);
      assertThat(running.changes().get(1).after())
          .isEqualTo(Map.of("id", 1L, "n", 2L))
          .doesNotContainKey("name");
    }
  }

  @Test
  void aTruncationArrives() throws Exception {
    database.sql("insert into item values (1, 'one', null)");
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql("truncate item");
      running.until(() -> running.changes().size() == 1);
      var change = running.changes().getFirst();
      assertThat(change.operation()).isEqualTo(Operation.TRUNCATE);
      assertThat(change.table()).isEqualTo("public.item");
    }
  }

  @Test
  void aTransactionOf9999RowsIsOneBatch() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql("insert into item select n, 'x', null from generate_series(1, 9999) n");
      running.until(() -> running.changes().size() == 9_999);
      assertThat(running.batches)
          .filteredOn(batch -> !batch.changes().isEmpty())
          .singleElement()
          .matches(ChangeBatch::endsTransaction);
    }
  }

  @Test
  void aTransactionOf25000RowsIsSplitAndOnlyItsLastPartEndsIt() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql("insert into item select n, 'x', null from generate_series(1, 25000) n");
      running.until(() -> running.changes().size() == 25_000);
      var parts = running.batches.stream().filter(batch -> !batch.changes().isEmpty()).toList();
      assertThat(parts).extracting(b -> b.changes().size()).containsExactly(10_000, 10_000, 5_000);
      assertThat(parts)
          .extracting(ChangeBatch::endsTransaction)
          .containsExactly(false, false, true);
      assertThat(parts.get(1).end()).isLessThan(parts.get(2).end());
      assertThat(running.after("id")).isEqualTo(LongStream.rangeClosed(1, 25_000).boxed().toList());
    }
  }

  @Test
  void interleavedTransactionsArriveOneAfterTheOtherInTheOrderOfTheirCommits() throws Exception {
    try (var running = RunningSource.on(database).go().streaming();
        var first = database.connect();
        var second = database.connect()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      for (int n = 0; n < 3; n++) {
        first.createStatement().execute("insert into item values (%d, 'first', null)".formatted(n));
        second
            .createStatement()
            .execute("insert into item values (%d, 'second', null)".formatted(10 + n));
        database.text("select pg_logical_emit_message(false, 'millrace', 'between', true)");
      }
      second.commit();
      first.commit();
      running.until(() -> running.changes().size() == 6);
      assertThat(running.after("id")).containsExactly(10L, 11L, 12L, 0L, 1L, 2L);
      assertThat(running.changes()).extracting(RowChange::xid).hasSize(6);
    }
  }

  @Test
  void smallTransactionsGoTogetherWhenManyAreAtHand() throws Exception {
    var ownership = database.ownership();
    ownership.take(List.of());
    for (int n = 0; n < 200; n++) {
      database.sql("insert into item values (%d, 'x', null)".formatted(n));
    }
    try (var running = RunningSource.on(database).go(ownership).streaming()) {
      running.until(() -> running.changes().size() == 200);
      assertThat(running.batches.size()).isLessThan(150);
      database.sql("insert into item values (1000, 'x', null)");
      long begun = System.nanoTime();
      running.until(() -> running.changes().size() == 201);
      log.info("A change arrived {} µs after its commit", (System.nanoTime() - begun) / 1_000);
    }
  }
}
