package io.millrace.projector.slot;

import io.millrace.write.position.SourcePartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code millrace.replication} says about a stream.
 *
 * @param slotRecorded whether its slot was made and recorded
 * @param systemIdentifier of the cluster that the slot was last taken in; null before the first
 *     time
 * @param timeline of that cluster
 * @param epoch the high part of document versions
 * @param generation counts the owners
 */
record SlotRecord(
    boolean slotRecorded,
    @Nullable String systemIdentifier,
    @Nullable Integer timeline,
    long epoch,
    long generation) {

  /** Inserts the stream's row where there is none. */
  static void ensure(Connection connection, SourcePartition stream) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into millrace.replication (source, partition, slot_name) values (?, ?, ?)
            on conflict do nothing
            """)) {
      insert.setString(1, stream.source());
      insert.setInt(2, stream.partition());
      insert.setString(3, stream.slotName());
      insert.execute();
    }
  }

  /** Reads the stream's row and locks it until the transaction ends. */
  static Optional<SlotRecord> lock(Connection connection, SourcePartition stream)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select slot_created_at is not null, system_identifier, timeline, epoch, generation
            from millrace.replication where source = ? and partition = ? for update
            """)) {
      select.setString(1, stream.source());
      select.setInt(2, stream.partition());
      try (var rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new SlotRecord(
                rows.getBoolean(1),
                rows.getString(2),
                rows.getObject(3, Integer.class),
                rows.getLong(4),
                rows.getLong(5)));
      }
    }
  }

  /** Says who owns the slot now, in which cluster. */
  static void taken(
      Connection connection,
      SourcePartition stream,
      ClusterIdentity cluster,
      long epoch,
      long generation)
      throws SQLException {
    update(
        connection,
        stream,
        "epoch = ?, generation = ?, system_identifier = ?, timeline = ?",
        epoch,
        generation,
        cluster.systemIdentifier(),
        cluster.timeline());
  }

  /** Raises the epoch by one, and gives it. */
  static long raiseEpoch(Connection connection, SourcePartition stream) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update millrace.replication set epoch = epoch + 1
            where source = ? and partition = ? returning epoch
            """)) {
      update.setString(1, stream.source());
      update.setInt(2, stream.partition());
      try (var rows = update.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Says that the slot was made. */
  static void created(Connection connection, SourcePartition stream) throws SQLException {
    update(connection, stream, "slot_created_at = clock_timestamp()");
  }

  /** Says why the projector stopped for good, and what helps. */
  static void halted(Connection connection, SourcePartition stream, String reason, String remedy)
      throws SQLException {
    update(
        connection,
        stream,
        "halted_reason = ?, halted_remedy = ?, halted_at = clock_timestamp()",
        reason,
        remedy);
  }

  /** Says that nothing has stopped it. */
  static void goesOn(Connection connection, SourcePartition stream) throws SQLException {
    update(connection, stream, "halted_reason = null, halted_remedy = null, halted_at = null");
  }

  /** Says that there is no slot, and that nothing has stopped the projector. */
  static void forget(Connection connection, SourcePartition stream) throws SQLException {
    update(connection, stream, "slot_created_at = null");
    goesOn(connection, stream);
  }

  private static void update(
      Connection connection, SourcePartition stream, String assignments, Object... values)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update millrace.replication set %s where source = ? and partition = ?"
                .formatted(assignments))) {
      int place = 1;
      for (var value : values) {
        update.setObject(place++, value);
      }
      update.setString(place++, stream.source());
      update.setInt(place, stream.partition());
      update.executeUpdate();
    }
  }
}
