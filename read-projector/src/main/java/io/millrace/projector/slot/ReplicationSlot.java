package io.millrace.projector.slot;

import io.millrace.write.position.WalPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A logical replication slot as {@code pg_replication_slots} shows it.
 *
 * @param name its name
 * @param failover whether standbys keep a copy; ours always do, one that Debezium made never does,
 *     and by that the two are told apart
 * @param holderPid the process of the walsender that streams from it; null while nobody does
 * @param holderAddress the address of that walsender's client; null on a local socket
 * @param confirmed up to where commits are confirmed; null for a slot that never was consistent
 * @param keptFrom from where the server keeps the log for it; null where it keeps none
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param invalidation why the server gave it up; null while it has not
 */
public record ReplicationSlot(
    String name,
    boolean failover,
    @Nullable Integer holderPid,
    @Nullable String holderAddress,
    @Nullable WalPosition confirmed,
    @Nullable WalPosition keptFrom,
    @Nullable String walStatus,
    @Nullable String invalidation) {

  /** Whether a walsender streams from it. */
  public boolean held() {
    return holderPid != null;
  }

  /** Why changes behind the slot are gone, where they are. */
  Optional<String> whyLost() {
    if (invalidation != null) {
      return Optional.of(
          "Replication slot %s was invalidated by the server (%s).".formatted(name, invalidation));
    }
    if ("lost".equals(walStatus)) {
      return Optional.of(
          "Replication slot %s is lost: the write-ahead log behind it was removed (%s)."
              .formatted(name, "max_slot_wal_keep_size"));
    }
    if (!failover) {
      return Optional.of(
          "Replication slot %s is not the one that was recorded: it was dropped and made anew."
              .formatted(name));
    }
    return Optional.empty();
  }

  /** Whether the server itself keeps on saying that the slot is lost. */
  boolean showsLoss() {
    return invalidation != null || "lost".equals(walStatus);
  }

  static Optional<ReplicationSlot> look(Connection connection, String name) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select s.failover, s.active_pid, host(r.client_addr), s.confirmed_flush_lsn::text,
                   s.wal_status, s.invalidation_reason, s.restart_lsn::text
            from pg_replication_slots s
            left join pg_stat_replication r on r.pid = s.active_pid
            where s.slot_name = ?
            """)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var confirmed = rows.getString(4);
        var keptFrom = rows.getString(7);
        return Optional.of(
            new ReplicationSlot(
                name,
                rows.getBoolean(1),
                rows.getObject(2, Integer.class),
                rows.getString(3),
                confirmed == null ? null : WalPosition.parse(confirmed),
                keptFrom == null ? null : WalPosition.parse(keptFrom),
                rows.getString(5),
                rows.getString(6)));
      }
    }
  }

  /** Makes the slot for pgoutput, with failover and without two-phase commits. */
  static void create(Connection connection, String name) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select pg_create_logical_replication_slot(
              ?, 'pgoutput', temporary => false, twophase => false, failover => true)
            """)) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  /** Drops the slot if it is there; fails while a walsender streams from it. */
  static void drop(Connection connection, String name) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select pg_drop_replication_slot(slot_name)"
                + " from pg_replication_slots where slot_name = ?")) {
      statement.setString(1, name);
      statement.execute();
    }
  }
}
