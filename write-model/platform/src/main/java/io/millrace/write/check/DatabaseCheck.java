package io.millrace.write.check;

import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.SchemaProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks that a database has what the read models' SQL says of it. */
public final class DatabaseCheck {

  private DatabaseCheck() {}

  /**
   * Checks every read model.
   *
   * @param connection to the primary, in a session that may create temporary views; its open
   *     transaction, if any, is rolled back
   * @throws SQLException when the check itself fails
   */
  public static DatabaseFindings check(Catalog catalog, Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      connection.rollback();
      var database = new Session(connection);
      // What the statements give is judged under the settings that they are derived with.
      database.execute("set local time zone 'UTC'");
      database.execute("set local statement_timeout = '30s'");
      var problems = new ArrayList<SchemaProblem>();
      var columnsRead = new TreeMap<String, Map<String, Set<String>>>();
      for (var model : catalog.readModels().values()) {
        new ModelCheck(database, model, problems)
            .run()
            .ifPresent(columns -> columnsRead.put(model.type(), columns));
      }
      return new DatabaseFindings(problems, columnsRead);
    } finally {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    }
  }
}
