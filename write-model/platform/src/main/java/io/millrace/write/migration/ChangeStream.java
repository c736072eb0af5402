package io.millrace.write.migration;

import io.millrace.write.position.SourcePartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.SortedSet;

/** What logical decoding needs of the database; the slot itself is the projector's. */
final class ChangeStream {

  private static final String PUBLICATION = "millrace";

  private ChangeStream() {}

  /**
   * Gives the tables a full old image and puts them into the publication. Tables that are in it
   * already stay: during a rollout an older projector still follows them.
   */
  static void publish(Connection connection, SortedSet<String> tables) throws SQLException {
    for (var table : tables) {
      if (needsFullIdentity(connection, table)) {
        execute(connection, "alter table " + table + " replica identity full");
      }
    }
    if (!exists(connection, "select from pg_publication where pubname = ?", PUBLICATION)) {
      execute(connection, "create publication " + PUBLICATION);
    }
    var missing = new ArrayList<String>();
    for (var table : tables) {
      if (!exists(
          connection,
          """
          select from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
          where p.pubname = ? and r.prrelid = ?::regclass""",
          PUBLICATION,
          table)) {
        missing.add(table);
      }
    }
    if (!missing.isEmpty()) {
      execute(
          connection,
          "alter publication " + PUBLICATION + " add table " + String.join(", ", missing));
    }
  }

  /** Makes the stream's row; the slot itself is made by the projector. */
  static void register(Connection connection, SourcePartition stream) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into millrace.replication (source, partition, slot_name)
            values (?, ?, ?) on conflict do nothing""")) {
      insert.setString(1, stream.source());
      insert.setInt(2, stream.partition());
      insert.setString(3, stream.slotName());
      insert.executeUpdate();
    }
  }

  private static boolean needsFullIdentity(Connection connection, String table)
      throws SQLException {
    return exists(
        connection, "select from pg_class where oid = ?::regclass and relreplident <> 'f'", table);
  }

  private static boolean exists(Connection connection, String query, String... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
