package io.millrace.storefront.demo;

import io.millrace.storefront.bulk.CopyRows;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.copy.CopyManager;

/** Reserves keys and copies rows in bounded chunks, on one connection. */
final class DemoTables {

  /** Rows of text are sent when they are longer than this: memory stays flat at any size. */
  private static final int CHUNK_CHARS = 1 << 20;

  private final Connection connection;
  private final CopyManager copy;
  private final DemoProgress progress;

  DemoTables(Connection connection, CopyManager copy, DemoProgress progress) {
    this.connection = connection;
    this.copy = copy;
    this.progress = progress;
  }

  /** Writes the rows of one unit of work: one row, or those of one parent. */
  @FunctionalInterface
  interface RowSource {
    void write(int unit, CopyRows rows);
  }

  /**
   * Reserves {@code count} keys without a gap. The table is locked against other writers until the
   * transaction ends: between reading and moving the sequence nobody may draw from it.
   */
  KeyBlock reserve(String table, int count) throws SQLException {
    if (count == 0) {
      return new KeyBlock(0);
    }
    try (var statement = connection.createStatement()) {
      statement.execute("lock table %s in share row exclusive mode".formatted(table));
      try (var row =
          statement.executeQuery(
              """
              select setval(s.name, nextval(s.name) + %d)
              from (select pg_get_serial_sequence('%s', 'id') as name) s
              """
                  .formatted(count - 1, table))) {
        row.next();
        return new KeyBlock(row.getLong(1) - count + 1);
      }
    }
  }

  void copy(String table, String columns, int units, RowSource source) throws SQLException {
    var sql = "copy %s (%s) from stdin".formatted(table, columns);
    var rows = new CopyRows();
    for (int unit = 0; unit < units; unit++) {
      source.write(unit, rows);
      if (rows.length() > CHUNK_CHARS) {
        send(sql, rows);
        progress.advanced(table, unit + 1, units);
      }
    }
    if (!rows.isEmpty()) {
      send(sql, rows);
    }
    progress.advanced(table, units, units);
  }

  /** Tells the planner of the new rows, which it would otherwise learn of a minute later. */
  void analyze() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze category, product, variant, customer, orders, order_line, review");
    }
  }

  private void send(String sql, CopyRows rows) throws SQLException {
    try {
      copy.copyIn(sql, new StringReader(rows.drain()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
