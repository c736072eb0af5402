package io.millrace.projector.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.projector.slot.SlotHeldException;
import io.millrace.projector.slot.SlotLostException;
import io.millrace.projector.slot.SourceDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** DESIGN.md section 5, promises 5, 8 and 11: a lost or taken slot is noticed, never made good. */
class SlotLossTest {

  private final SourceDatabase database = SourceDatabase.create();

  @Test
  void aSlotDroppedWhileTheProjectorWasDownIsLost() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql("insert into item values (1, 'x', null)");
      running.until(() -> running.changes().size() == 1);
    }
    RunningSource.awaitFree(database);
    database.dropSlot();
    database.sql("insert into item values (2, 'missed', null)");
    assertThatThrownBy(() -> RunningSource.on(database).go())
        .isInstanceOf(SlotLostException.class)
        .hasMessageContaining("./millrace rebuild --all");
    assertThat(database.slotExists()).isFalse();
    assertThat(database.recorded("halted_remedy")).isEqualTo("./millrace rebuild --all");
  }

  @Test
  void aSlotDroppedBetweenTheLookAndTheEnginesStartIsLost() throws Exception {
    try (var running =
        RunningSource.on(database)
            .gate(
                () -> {
                  database.sql("insert into item values (1, 'missed', null)");
                  database.dropSlot();
                })
            .go()) {
      assertThat(running.failure()).isInstanceOf(SlotLostException.class);
      assertThat(running.failure().getMessage()).contains("./millrace rebuild --all");
      assertThat(running.batches).as("nothing behind the gap is handed over").isEmpty();
      assertThat(running.source.state().released().lsn()).isZero();
    }
    assertThat(database.recorded("halted_reason")).contains("was lost");
    assertThat(database.slotExists()).as("Debezium's slot does not pass for ours").isFalse();
    assertThatThrownBy(() -> database.ownership().take(List.of()))
        .isInstanceOf(SlotLostException.class);
  }

  @Test
  void aSlotDroppedBetweenTwoEnginesIsLost() throws Exception {
    var starts = new AtomicInteger();
    try (var running =
        RunningSource.on(database)
            .gate(
                () -> {
                  if (starts.incrementAndGet() == 2) {
                    database.dropSlot();
                  }
                })
            .go()
            .streaming()) {
      database.cut();
      assertThat(running.failure()).isInstanceOf(SlotLostException.class);
    }
  }

  @Test
  void replayedMarkersOfEarlierEnginesDoNotPassForALostSlot() throws Exception {
    try (var running = RunningSource.on(database).consumer(batch -> {}).go().streaming()) {
      running.until(() -> running.markers().size() > 3);
      database.cut();
      running.until(() -> running.source.state().engines() == 2);
      running.streaming();
      running.until(() -> nonces(running) == 2);
      assertThat(running.source.state().engines()).isEqualTo(2);
    }
  }

  @Test
  void aSlotHeldByAnotherProjectorIsNamedWithItsHolder() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      var pid =
          database.text(
              "select active_pid from pg_replication_slots where slot_name = '%s'"
                  .formatted(database.slot()));
      assertThatThrownBy(() -> database.ownership(Duration.ofMillis(500)).take(List.of()))
          .isInstanceOf(SlotHeldException.class)
          .hasMessageContaining("walsender pid " + pid)
          .hasMessageContaining("127.0.0.1");
      assertThat(database.recorded("generation")).as("the holder is not fenced").isEqualTo("1");
      database.sql("insert into item values (1, 'x', null)");
      running.until(() -> running.changes().size() == 1);
    }
  }

  @Test
  void aProjectorWhoseSlotWasTakenStopsAtItsNextEngine() throws Exception {
    try (var running = RunningSource.on(database).go().streaming()) {
      database.sql("update millrace.replication set generation = generation + 1");
      database.cut();
      assertThat(running.failure())
          .isInstanceOf(SlotHeldException.class)
          .hasMessageContaining("generation 2 began after ours, 1");
    }
  }

  private static long nonces(RunningSource running) {
    return running.markers().stream()
        .filter(marker -> marker.content().startsWith("nonce"))
        .distinct()
        .count();
  }
}
