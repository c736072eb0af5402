package io.millrace.projector.slot;

import java.sql.Connection;
import java.sql.SQLException;

/** Which Postgres cluster answers, and on which timeline it writes. */
record ClusterIdentity(String systemIdentifier, int timeline) {

  static ClusterIdentity read(Connection connection) throws SQLException {
    // The name of the current segment begins with the timeline that is written now; the control
    // file's is that of the last checkpoint, which a promotion precedes.
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select system_identifier::text,
                       ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int
                from pg_control_system()
                """)) {
      rows.next();
      return new ClusterIdentity(rows.getString(1), rows.getInt(2));
    }
  }
}
