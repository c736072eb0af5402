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
}
