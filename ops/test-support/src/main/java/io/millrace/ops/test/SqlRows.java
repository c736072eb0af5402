package io.millrace.ops.test;

import io.millrace.ops.stack.PostgresDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a statement and keeps the rows that it gives. */
final class SqlRows {

  private SqlRows() {}

  static List<Map<String, @Nullable Object>> of(
      PostgresDatabase database, String sql, Object... arguments) {
    try (var connection = database.connect();
        var statement = connection.prepareStatement(sql)) {
      for (int at = 0; at < arguments.length; at++) {
        statement.setObject(at + 1, arguments[at]);
      }
      if (!statement.execute()) {
        return List.of();
      }
      try (var rows = statement.getResultSet()) {
        return read(rows);
      }
    } catch (SQLException refused) {
      throw new IllegalArgumentException(refused.getMessage() + "\n" + sql, refused);
    }
  }

  private static List<Map<String, @Nullable Object>> read(ResultSet rows) throws SQLException {
    var columns = rows.getMetaData();
    var all = new ArrayList<Map<String, @Nullable Object>>();
    while (rows.next()) {
      var row = new LinkedHashMap<String, @Nullable Object>();
      for (int at = 1; at <= columns.getColumnCount(); at++) {
        row.put(columns.getColumnLabel(at), rows.getObject(at));
      }
      all.add(Collections.unmodifiableMap(row));
    }
    return Collections.unmodifiableList(all);
  }
}
