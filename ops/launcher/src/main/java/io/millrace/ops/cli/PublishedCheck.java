package io.millrace.ops.cli;

import io.millrace.ops.operations.ApiLimits;
import io.millrace.ops.operations.PublishedDocumentCheck;
import io.millrace.ops.operations.PublishedDocuments;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.version.ApiVersion;
import java.io.PrintWriter;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Says which published documents a schema would break, where a database can be asked for them. */
final class PublishedCheck {

  /** The class of the SQL standard's states that says that there is no connection. */
  private static final String CONNECTION_EXCEPTION = "08";

  private final Catalog catalog;
  private final PrintWriter out;

  PublishedCheck(Catalog catalog, PrintWriter out) {
    this.catalog = catalog;
    this.out = out;
  }

  /**
   * Prints what was found.
   *
   * @param only the version that is of interest, where not all are
   * @return whether no document would break, as far as they could be looked at
   */
  boolean passes(Optional<ApiVersion> only) {
    List<PublishedDocuments.Published> documents;
    try {
      documents = documents();
    } catch (IllegalArgumentException nothingRuns) {
      out.printf("Published documents were not looked at: %s%n", nothingRuns.getMessage());
      return true;
    } catch (SQLException failure) {
      boolean away = String.valueOf(failure.getSQLState()).startsWith(CONNECTION_EXCEPTION);
      out.printf(
          away
              ? "Published documents were not looked at: %s%n"
              : "Published documents can't be read (is the database migrated, and may this user?): %s%n",
          failure.getMessage());
      return away;
    }
    var check = new PublishedDocumentCheck(catalog, ApiLimits.read());
    var result =
        only.map(version -> check.check(documents, version))
            .orElseGet(() -> check.check(documents));
    out.printf(
        "%d published document(s) looked at: %d problem(s)%n",
        result.checked(), result.broken().size());
    result.broken().forEach(line -> out.printf("  breaks    %s%n", line));
    result.dear().forEach(line -> out.printf("  refused   %s%n", line));
    result.gone().forEach(line -> out.printf("  gone      %s%n", line));
    return result.broken().isEmpty();
  }

  private static List<PublishedDocuments.Published> documents() throws SQLException {
    var database = DatabaseAddress.parse(Running.addresses().postgres());
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      return new PublishedDocuments(connection).all();
    }
  }
}
