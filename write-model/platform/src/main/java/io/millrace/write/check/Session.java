package io.millrace.write.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The transaction that a check runs in. */
final class Session {

  private final Connection connection;

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Reads a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Something that Postgres may refuse. */
  @FunctionalInterface
  interface Attempt {
    void run() throws SQLException;
  }

  Connection connection() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What Postgres says against something; empty where it does it. The transaction survives. */
  Optional<String> refusal(Attempt attempt) throws SQLException {
    var before = connection.setSavepoint();
    try {
      attempt.run();
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException refused) {
      connection.rollback(before);
      var message = String.valueOf(refused.getMessage());
      return Optional.of(message.lines().findFirst().orElse(message).replace("ERROR: ", ""));
    }
  }

  <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<T>();
        while (rows.next()) {
          all.add(reader.read(rows));
        }
        return all;
      }
    }
  }

  private void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] instanceof String[] texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts));
      } else {
        statement.setObject(i + 1, parameters[i]);
      }
    }
  }

  /** The columns of a table with their types; empty where there is no such table. */
  Optional<Table> table(String name) throws SQLException {
    var found =
        query(
            """
            select c.oid, n.nspname || '.' || c.relname, c.relreplident
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.oid = to_regclass(?)""",
            row -> new Table(row.getLong(1), row.getString(2), row.getString(3)),
            name);
    return found.stream().findFirst();
  }

  /**
   * A table.
   *
   * @param oid its object id
   * @param name its name with its schema
   * @param replicaIdentity as {@code pg_class.relreplident} has it
   */
  record Table(long oid, String name, String replicaIdentity) {}

  /** The columns of a relation, in order. */
  List<Column> columns(long relation) throws SQLException {
    return query(
        """
        select attname, format_type(atttypid, null) from pg_attribute
        where attrelid = ?::oid and attnum > 0 and not attisdropped order by attnum""",
        row -> new Column(row.getString(1), row.getString(2)),
        relation);
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type its type as Postgres calls it
   */
  record Column(String name, String type) {}

  /** What Postgres calls a type; empty where it knows none of the name. */
  Optional<String> typeName(String type) throws SQLException {
    return query("select format_type(to_regtype(?), null)", row -> row.getString(1), type).stream()
        .filter(name -> name != null && !name.equals("-"))
        .findFirst();
  }
}
