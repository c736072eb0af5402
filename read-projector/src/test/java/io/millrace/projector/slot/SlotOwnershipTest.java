package io.millrace.projector.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DESIGN.md section 5, promises 2, 5 and 11, as far as the slot's record keeps them. */
class SlotOwnershipTest {

  private final SourceDatabase database = SourceDatabase.create();
  private final SlotOwnership ownership = database.ownership();

  @Test
  void theFirstTakingMakesAndRecordsASlotForFailover() throws Exception {
    var tenure = ownership.take(List.of());
    assertThat(tenure.created()).isTrue();
    assertThat(tenure.generation()).isEqualTo(1);
    assertThat(ownership.look()).get().matches(ReplicationSlot::failover);
    assertThat(database.recorded("slot_created_at")).isNotEqualTo("null");
    assertThat(database.recorded("system_identifier")).isEqualTo(tenure.systemIdentifier());
    assertThat(database.recorded("timeline")).isEqualTo("1");
    assertThat(ownership.take(List.of()).created()).isFalse();
  }

  @Test
  void aTakingRaisesTheEpochAboveTheRowAndEveryStore() throws Exception {
    assertThat(ownership.take(List.of()).epoch()).isEqualTo(2);
    assertThat(ownership.take(List.of(1L, 40L)).epoch()).isEqualTo(41);
    var third = ownership.take(List.of(7L));
    assertThat(third.epoch()).isEqualTo(42);
    assertThat(third.generation()).isEqualTo(3);
    assertThat(database.recorded("epoch")).isEqualTo("42");
  }

  @Test
  void aLostConnectionRaisesTheEpochUnlessAnotherHasTakenTheSlot() throws Exception {
    var first = ownership.take(List.of());
    assertThat(ownership.raiseEpoch(first)).isEqualTo(first.epoch() + 1);
    ownership.take(List.of());
    assertThatThrownBy(() -> ownership.raiseEpoch(first))
        .isInstanceOf(SlotHeldException.class)
        .hasMessageContaining("generation 2 began after ours, 1");
  }

  @Test
  void aRecordedSlotThatIsMissingIsLostAndStaysLost() throws Exception {
    ownership.take(List.of());
    database.dropSlot();
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> ownership.take(List.of()))
          .isInstanceOfSatisfying(
              SlotLostException.class,
              lost -> assertThat(lost.remedy()).isEqualTo("./millrace rebuild --all"))
          .hasMessageContaining("was recorded in millrace.replication and is missing");
    }
    assertThat(database.slotExists()).isFalse();
    assertThat(database.recorded("halted_reason")).contains("is missing");
    assertThat(database.recorded("halted_remedy")).isEqualTo("./millrace rebuild --all");
  }

  @Test
  void aSlotThatDebeziumMadeIsTakenForLost() throws Exception {
    ownership.take(List.of());
    database.dropSlot();
    database.sql(
        "select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(database.slot()));
    assertThatThrownBy(() -> ownership.take(List.of()))
        .isInstanceOf(SlotLostException.class)
        .hasMessageContaining("made anew");
    assertThat(database.slotExists()).isFalse();
  }

  @Test
  void aSlotLeftBetweenMakingAndRecordingIsMadeAgain() throws Exception {
    database.sql(
        "select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(database.slot()));
    assertThat(ownership.take(List.of()).created()).isTrue();
    assertThat(ownership.look()).get().matches(ReplicationSlot::failover);
  }

  @Test
  void aSlotWhoseLogWasRemovedIsLost() throws Exception {
    ownership.take(List.of());
    database.sql("alter system set max_slot_wal_keep_size = '1MB'");
    database.sql("select pg_reload_conf()");
    try {
      for (int n = 0; n < 4; n++) {
        database.sql("select pg_logical_emit_message(false, 'filler', repeat('x', 1000000), true)");
        database.sql("select pg_switch_wal()");
      }
      database.sql("checkpoint");
      assertThatThrownBy(() -> ownership.take(List.of()))
          .isInstanceOf(SlotLostException.class)
          .hasMessageContaining("wal_removed");
      assertThat(database.recorded("halted_reason")).contains("invalidated");
    } finally {
      database.sql("alter system reset max_slot_wal_keep_size");
      database.sql("select pg_reload_conf()");
    }
  }

  @Test
  void aRebuildBeginsWithANewSlot() throws Exception {
    ownership.take(List.of());
    database.dropSlot();
    assertThatThrownBy(() -> ownership.take(List.of())).isInstanceOf(SlotLostException.class);
    ownership.reset();
    assertThat(ownership.take(List.of()).created()).isTrue();
    assertThat(database.recorded("halted_reason")).isEqualTo("null");
  }

  @Test
  void aHealthyStreamClearsTheHalt() throws Exception {
    var tenure = ownership.take(List.of());
    ownership.halt("The SQL no longer fits.", "./millrace migrate");
    assertThat(database.recorded("halted_reason")).isEqualTo("The SQL no longer fits.");
    ownership.confirm(tenure);
    assertThat(database.recorded("halted_reason")).isEqualTo("null");
    assertThat(database.recorded("halted_at")).isEqualTo("null");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNoLostSlot() {
    var nowhere = new org.postgresql.ds.PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://localhost:1/nowhere");
    var away = new SlotOwnership(nowhere, database.stream(), Duration.ofSeconds(1));
    assertThatThrownBy(() -> away.take(List.of())).isInstanceOf(SlotQueryException.class);
  }
}
