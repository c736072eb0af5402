package io.millrace.storefront.retail;

import io.millrace.storefront.retail.ImportProgress.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Brings the invoices of a retailer's CSV file into the shop. It only inserts: what is there,
 * edited since or not, stays as it is, so that the same file can be imported again, a larger one
 * adds what is new, and an import that was killed is completed by running it again.
 */
public final class RetailImport {

  /** How long to wait for another import; one that was killed goes when its statement ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String LOCK = "hashtext('millrace.storefront.import')";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final DataSource database;
  private final ImportSettings settings;

  /**
   * An import into this database.
   *
   * @param database gives connections of Postgres' own driver; one is used at a time
   */
  public RetailImport(DataSource database, ImportSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * Imports a file, compressed with gzip or plain.
   *
   * @param progress is told after each chunk
   * @throws BrokenFileException when the file can't be taken as a whole; nothing is loaded then
   * @throws IOException when it can't be read
   * @throws SQLException when the database refuses; chunks that were committed stay, and running it
   *     again completes them; or when another import runs
   */
  public ImportReport run(Path file, ImportProgress progress) throws IOException, SQLException {
    var began = Instant.now();
    try (var connection = database.getConnection()) {
      lock(connection);
      var staged = new StagedFile(connection);
      try {
        staged.drop();
        long rows = staged.read(file, progress);
        progress.advanced(Step.DERIVE, 0, 1);
        staged.derive();
        progress.advanced(Step.DERIVE, 1, 1);
        var inserted = new Insertion(connection, settings, progress).run();
        analyze(connection);
        return new ImportReport(
            Objects.toString(file.getFileName()),
            rows,
            staged.counts(),
            inserted,
            staged.skippedInvoices(),
            staged.rejected(),
            Duration.between(began, Instant.now()).toMillis());
      } finally {
        if (connection.isValid(0)) {
          staged.drop();
          unlock(connection);
        }
      }
    }
  }

  private static void lock(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("set lock_timeout = '%ds'".formatted(PATIENCE.toSeconds()));
      statement.execute("select pg_advisory_lock(%s)".formatted(LOCK));
    } catch (SQLException refused) {
      if (LOCK_NOT_AVAILABLE.equals(refused.getSQLState())) {
        throw new SQLException(
            "Another import runs; wait until it is done", LOCK_NOT_AVAILABLE, refused);
      }
      throw refused;
    }
  }

  private static void unlock(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_unlock(%s)".formatted(LOCK));
      statement.execute("reset lock_timeout");
      statement.execute("reset temp_buffers");
    }
  }

  /** Tells the planner of the new rows, which it would otherwise learn of a minute later. */
  private static void analyze(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze category, product, variant, customer, orders, order_line");
    }
  }
}
