package io.millrace.storefront.retail;

import io.millrace.storefront.retail.ImportProgress.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings what is staged and missing into the shop's tables, a chunk in a transaction. Since only
 * what is missing is inserted, by keys that the file gives, an import that was killed goes on where
 * it was, and one that was done does nothing.
 */
final class Insertion {

  private final Connection connection;
  private final ImportSettings settings;
  private final ImportProgress progress;

  private long categories;
  private long products;
  private long variants;
  private long customers;
  private long orders;
  private long lines;

  Insertion(Connection connection, ImportSettings settings, ImportProgress progress) {
    this.connection = connection;
    this.settings = settings;
    this.progress = progress;
  }

  /** Inserts all of it, and says what. */
  ImportReport.Counts run() throws SQLException {
    insertCategories();
    inChunks(Step.PRODUCTS, "missing-products", this::insertProducts);
    inChunks(Step.CUSTOMERS, "missing-customers", this::insertCustomers);
    inChunks(Step.ORDERS, "missing-orders", this::insertOrders);
    return new ImportReport.Counts(categories, products, variants, customers, orders, lines);
  }

  private interface ChunkInsert {
    void insert(Chunk chunk) throws SQLException;
  }

  private void insertCategories() throws SQLException {
    update("adopt-categories");
    int inserted;
    do {
      inserted = update("insert-categories");
      categories += inserted;
    } while (inserted > 0);
  }

  private void insertProducts(Chunk chunk) throws SQLException {
    products += update("insert-products", chunk.first(), chunk.last());
    variants += update("insert-variants", settings.stock(), chunk.first(), chunk.last());
  }

  private void insertCustomers(Chunk chunk) throws SQLException {
    customers += update("insert-customers", chunk.first(), chunk.last());
  }

  private void insertOrders(Chunk chunk) throws SQLException {
    try (var statement = connection.prepareStatement(Statements.read("insert-orders"))) {
      statement.setLong(1, chunk.first());
      statement.setLong(2, chunk.last());
      try (var row = statement.executeQuery()) {
        row.next();
        if (row.getLong("lines") != row.getLong("expected_lines")) {
          throw new IllegalStateException(
              "A variant of the file was deleted while the import ran; run it again");
        }
        orders += row.getLong("orders");
        lines += row.getLong("lines");
      }
    }
  }

  private void inChunks(Step step, String missing, ChunkInsert insert) throws SQLException {
    var chunks = chunks(missing);
    long total = chunks.stream().mapToLong(Chunk::rows).sum();
    long done = 0;
    progress.advanced(step, 0, total);
    for (var chunk : chunks) {
      connection.setAutoCommit(false);
      try {
        insert.insert(chunk);
        connection.commit();
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
      done += chunk.rows();
      progress.advanced(step, done, total);
    }
  }

  private List<Chunk> chunks(String missing) throws SQLException {
    var packing = new Chunk.Packing(settings.chunkRows());
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(Statements.read(missing))) {
      while (rows.next()) {
        packing.add(rows.getLong(1), rows.getLong(2));
      }
    }
    return packing.chunks();
  }

  private int update(String name, Object... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(Statements.read(name))) {
      for (int at = 0; at < parameters.length; at++) {
        statement.setObject(at + 1, parameters[at]);
      }
      return statement.executeUpdate();
    }
  }
}
