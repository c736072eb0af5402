package io.millrace.storefront.retail;

import io.millrace.storefront.bulk.CopyRows;
import io.millrace.storefront.retail.ImportProgress.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A file in temporary tables of one session, and what it says about products, customers and orders.
 * Nothing here touches a table of the shop.
 */
final class StagedFile {

  /** Rows of text are sent when they are longer than this: memory stays flat at any size. */
  private static final int CHUNK_CHARS = 1 << 18;

  private static final List<String> TABLES =
      List.of(
          "retail_line",
          "retail_category",
          "retail_description",
          "retail_variant",
          "retail_product",
          "retail_slug",
          "retail_customer",
          "retail_order",
          "retail_order_line");

  private static final String COPY =
      """
      copy retail_line
        (line, invoice, code, description, quantity, invoiced_at, unit_price, customer, country)
      from stdin
      """;

  private final Connection connection;

  StagedFile(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reads, checks and copies the file.
   *
   * @return how many lines it has, without the header
   * @throws BrokenFileException when it can't be taken
   */
  long read(Path file, ImportProgress progress) throws IOException, SQLException {
    execute("set temp_buffers = '64MB'");
    execute(Statements.read("lines"));
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try (var source = RetailFile.open(file)) {
      var rows = new CopyRows();
      source.forEach(
          line -> {
            add(line, rows);
            if (rows.length() > CHUNK_CHARS) {
              send(rows, copy);
              progress.advanced(Step.READ, source.bytesRead(), source.bytes());
            }
          });
      send(rows, copy);
      progress.advanced(Step.READ, source.bytes(), source.bytes());
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Works out what the lines say. */
  void derive() throws SQLException {
    execute("analyze retail_line");
    for (var table : List.of("categories", "products", "customers", "orders", "slugs")) {
      execute(Statements.read(table));
    }
  }

  ImportReport.Counts counts() throws SQLException {
    return new ImportReport.Counts(
        number("select count(*) from retail_category"),
        number("select count(*) from retail_product"),
        number("select count(*) from retail_variant"),
        number("select count(*) from retail_customer"),
        number("select count(*) from retail_order"),
        number("select count(*) from retail_order_line"));
  }

  /** Invoices without a good line. */
  long skippedInvoices() throws SQLException {
    return number("select count(distinct invoice) from retail_line")
        - number("select count(*) from retail_order");
  }

  /** The numbers of the rejected lines; each reason is there. */
  Map<Rejection, List<Integer>> rejected() throws SQLException {
    var lines = new EnumMap<Rejection, List<Integer>>(Rejection.class);
    for (var reason : Rejection.values()) {
      lines.put(reason, new ArrayList<>());
    }
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select rejection, line from retail_line where rejection is not null order by line")) {
      while (rows.next()) {
        lines
            .computeIfAbsent(Rejection.valueOf(rows.getString(1)), reason -> new ArrayList<>())
            .add(rows.getInt(2));
      }
    }
    return lines;
  }

  /** Frees the session of it; a pool may hand the session to somebody else. */
  void drop() throws SQLException {
    for (var table : TABLES) {
      execute("drop table if exists pg_temp." + table);
    }
  }

  private static void add(RetailLine line, CopyRows rows) {
    rows.row(
        line.line(),
        line.invoice(),
        line.code(),
        line.description(),
        line.quantity(),
        line.invoicedAt(),
        line.unitPrice().toPlainString(),
        line.customer(),
        line.country());
  }

  private static void send(CopyRows rows, CopyIn copy) throws SQLException {
    var bytes = rows.drain().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
  }

  private long number(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
