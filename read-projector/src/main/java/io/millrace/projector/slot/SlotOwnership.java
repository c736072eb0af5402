package io.millrace.projector.slot;

import io.millrace.write.position.SourcePartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns a stream's slot: the only place that makes the slot, and the record of it in {@code
 * millrace.replication}. A slot that was recorded and is missing, invalidated or another one is
 * lost; nothing here ever makes it again on its own.
 */
public final class SlotOwnership {

  /**
   * How long a taking waits for the walsender of a projector that was killed: longer than the
   * {@code wal_sender_timeout} of 10 s that the change source asks for.
   */
  public static final Duration DEFAULT_HELD_WAIT = Duration.ofSeconds(25);

  private static final Logger log = LoggerFactory.getLogger(SlotOwnership.class);
  private static final Duration HELD_POLL = Duration.ofMillis(250);

  private final DataSource dataSource;
  private final SourcePartition stream;
  private final String slot;
  private final Duration heldWait;

  /**
   * Ownership of a stream's slot.
   *
   * @param dataSource connections that may write {@code millrace.replication} and make slots
   * @param heldWait how long to wait for a slot that somebody else holds
   */
  public SlotOwnership(DataSource dataSource, SourcePartition stream, Duration heldWait) {
    this.dataSource = dataSource;
    this.stream = stream;
    this.slot = stream.slotName();
    this.heldWait = heldWait;
  }

  /** The stream. */
  public SourcePartition stream() {
    return stream;
  }

  /** What is held by whoever works with the slot; nobody holds it yet. */
  public SlotLock lock() {
    return new SlotLock(dataSource, slot);
  }

  /**
   * Waits for the lock while another process has it.
   *
   * @throws SlotHeldException when it does not let go in time
   */
  public void await(SlotLock lock) throws InterruptedException {
    long deadline = System.nanoTime() + heldWait.toNanos();
    while (!lock.hold()) {
      if (System.nanoTime() - deadline > 0) {
        throw new SlotHeldException(
            "Another projector owns the slot %s.".formatted(slot), "stop the other projector");
      }
      Thread.sleep(HELD_POLL);
    }
  }

  /**
   * Takes the slot: makes it where none was ever recorded, raises the epoch to 1 + the highest of
   * the row and the stores', and begins a new generation, all durable on return.
   *
   * @param storeEpochs the highest epoch that each store has recorded; a restored database would
   *     otherwise freeze the stores' documents
   * @throws SlotLostException when the slot was recorded and is missing or broken
   * @throws SlotHeldException when somebody else holds it and does not let go in time
   * @throws SlotQueryException when the database does not answer
   */
  public SlotTenure take(Collection<Long> storeEpochs) throws InterruptedException {
    boolean created = makeUnlessRecorded();
    try {
      awaitUnbroken();
    } catch (SlotLostException lost) {
      recordLoss(lost);
      throw lost;
    }
    return query(
        "Taking the slot " + slot,
        connection -> {
          var row = lockedRow(connection);
          var cluster = ClusterIdentity.read(connection);
          long stores = storeEpochs.stream().mapToLong(Long::longValue).max().orElse(0);
          long epoch = Math.max(row.epoch(), stores) + 1;
          long generation = row.generation() + 1;
          boolean clusterChanged =
              row.systemIdentifier() != null
                  && !(cluster.systemIdentifier().equals(row.systemIdentifier())
                      && Integer.valueOf(cluster.timeline()).equals(row.timeline()));
          SlotRecord.taken(connection, stream, cluster, epoch, generation);
          log.info("Took slot {}: generation {}, epoch {}", slot, generation, epoch);
          return new SlotTenure(
              stream,
              generation,
              epoch,
              cluster.systemIdentifier(),
              cluster.timeline(),
              created,
              clusterChanged);
        });
  }

  /**
   * Raises the epoch by one, after any of the projector's database connections was lost: the server
   * may have crashed, and its snapshots gone back. Durable on return.
   *
   * @return the new epoch
   * @throws SlotHeldException when another owner has taken the slot since
   */
  public long raiseEpoch(SlotTenure tenure) {
    return query(
        "Raising the epoch",
        connection -> {
          requireGeneration(lockedRow(connection), tenure);
          return SlotRecord.raiseEpoch(connection, stream);
        });
  }

  /**
   * Looks at the slot before an engine starts, and waits a bounded time while somebody holds it.
   *
   * @throws SlotLostException when it is missing or broken
   * @throws SlotHeldException when it stays held
   */
  public void awaitUnbroken() throws InterruptedException {
    long deadline = System.nanoTime() + heldWait.toNanos();
    while (true) {
      var found = look();
      var lost = found.map(ReplicationSlot::whyLost).orElseGet(this::missing);
      if (lost.isPresent()) {
        throw new SlotLostException(lost.get());
      }
      var held = found.filter(ReplicationSlot::held);
      if (held.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw heldBy(held.get());
      }
      Thread.sleep(HELD_POLL);
    }
  }

  /**
   * Says that the stream is proven to be unbroken, and clears what an earlier halt recorded.
   *
   * @throws SlotLostException when the slot that is streamed from is not the recorded one
   * @throws SlotHeldException when another owner has taken the slot since
   */
  public void confirm(SlotTenure tenure) {
    query(
        "Confirming the slot " + slot,
        connection -> {
          requireGeneration(lockedRow(connection), tenure);
          var lost =
              ReplicationSlot.look(connection, slot)
                  .map(ReplicationSlot::whyLost)
                  .orElseGet(this::missing);
          if (lost.isPresent()) {
            throw new SlotLostException(lost.get());
          }
          SlotRecord.goesOn(connection, stream);
          return true;
        });
  }

  /** The slot as it is now. */
  public Optional<ReplicationSlot> look() {
    return query("Looking at the slot " + slot, c -> ReplicationSlot.look(c, slot));
  }

  /** Records why the projector stops for good, so that {@code status} can show it. */
  public void halt(ProjectorHaltException halt) {
    halt(halt.reason(), halt.remedy());
  }

  /** Records why the projector stops for good, so that {@code status} can show it. */
  public void halt(String reason, String remedy) {
    query(
        "Recording the halt",
        connection -> {
          SlotRecord.halted(connection, stream, reason, remedy);
          return true;
        });
  }

  /**
   * Records that the slot is lost, and makes it stay so: a slot that looks sound but has a gap
   * before it is dropped once its walsender has ended, so that the next start finds "recorded and
   * missing".
   */
  public void recordLoss(SlotLostException loss) throws InterruptedException {
    halt(loss);
    var found = look();
    if (found.isPresent() && found.get().showsLoss()) {
      return;
    }
    awaitFree();
    drop();
  }

  /**
   * Drops the slot and forgets that it was recorded: the first step of a rebuild, after which
   * {@link #take} makes a new one.
   */
  public void reset() throws InterruptedException {
    awaitFree();
    query(
        "Forgetting the slot " + slot,
        connection -> {
          SlotRecord.forget(connection, stream);
          return true;
        });
    drop();
  }

  private void awaitFree() throws InterruptedException {
    long deadline = System.nanoTime() + heldWait.toNanos();
    while (true) {
      var held = look().filter(ReplicationSlot::held);
      if (held.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw heldBy(held.get());
      }
      Thread.sleep(HELD_POLL);
    }
  }

  /** Whether the slot was made now. */
  private boolean makeUnlessRecorded() throws InterruptedException {
    boolean recorded =
        query(
            "Reading millrace.replication",
            connection -> {
              SlotRecord.ensure(connection, stream);
              return lockedRow(connection).slotRecorded();
            });
    if (recorded) {
      return false;
    }
    // Not recorded means that nothing was ever backfilled behind it: what a crash left between
    // making and recording can go.
    awaitFree();
    drop();
    // A slot can't be made in a transaction that has written, so making and recording are two.
    query(
        "Making the slot " + slot,
        connection -> {
          ReplicationSlot.create(connection, slot);
          return true;
        });
    query(
        "Recording the slot " + slot,
        connection -> {
          SlotRecord.created(connection, stream);
          return true;
        });
    log.info("Made replication slot {}", slot);
    return true;
  }

  private void drop() {
    query(
        "Dropping the slot " + slot,
        connection -> {
          ReplicationSlot.drop(connection, slot);
          return true;
        });
  }

  private SlotRecord lockedRow(Connection connection) throws SQLException {
    return SlotRecord.lock(connection, stream)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "millrace.replication has no row for %s; take the slot first"
                        .formatted(stream)));
  }

  private void requireGeneration(SlotRecord row, SlotTenure tenure) {
    if (row.generation() != tenure.generation()) {
      throw new SlotHeldException(
          "Another projector has taken slot %s: generation %d began after ours, %d."
              .formatted(slot, row.generation(), tenure.generation()),
          "nothing, while the other projector runs; otherwise start this one again");
    }
  }

  private Optional<String> missing() {
    return Optional.of(
        "Replication slot %s was recorded in millrace.replication and is missing.".formatted(slot));
  }

  private SlotHeldException heldBy(ReplicationSlot held) {
    var address = held.holderAddress();
    return new SlotHeldException(
        "Another projector holds the slot %s (walsender pid %d, client %s)."
            .formatted(slot, held.holderPid(), address == null ? "on a local socket" : address),
        "stop the other projector, or let it do the work");
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T query(String what, Work<T> work) {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      // The epoch and the record of the slot must survive a crash, whatever the server's default.
      try (var statement = connection.createStatement()) {
        statement.execute("set local synchronous_commit = on");
      }
      T result;
      try {
        result = work.on(connection);
      } catch (RuntimeException | SQLException failure) {
        connection.rollback();
        throw failure;
      }
      connection.commit();
      return result;
    } catch (SQLException failure) {
      throw new SlotQueryException(what, failure);
    }
  }
}
