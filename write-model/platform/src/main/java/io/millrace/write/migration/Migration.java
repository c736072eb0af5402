package io.millrace.write.migration;

import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ChangeRoute;
import io.millrace.write.position.SourcePartition;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;

/** Migrates a database; doing it again changes nothing. */
public final class Migration {

  /** The schema of the platform's own tables. */
  public static final String PLATFORM_SCHEMA = "millrace";

  /** The schema of the domain's tables. */
  static final String DOMAIN_SCHEMA = "public";

  /** Where the class path has the scripts of the platform's tables. */
  static final String PLATFORM_SCRIPTS = "io/millrace/write/migration";

  /** Where the class path has the scripts of the domain's tables. */
  static final String DOMAIN_SCRIPTS = "db/migration";

  private Migration() {}

  /** The same for the stream of an installation where none is configured. */
  public static MigrationReport migrate(
      String jdbcUrl, String user, String password, Catalog catalog) throws SQLException {
    return migrate(jdbcUrl, user, password, catalog, SourcePartition.MAIN);
  }

  /**
   * Migrates the platform's tables, then the domain's ({@code classpath:db/migration}), then what
   * the change stream needs. Waits for another migration of the same database.
   *
   * @param jdbcUrl of the database
   * @param user owns the tables that it makes
   * @param stream the stream of changes that the database is followed by
   * @throws org.flywaydb.core.api.FlywayException when a script fails
   * @throws SQLException when Postgres refuses the rest
   */
  public static MigrationReport migrate(
      String jdbcUrl, String user, String password, Catalog catalog, SourcePartition stream)
      throws SQLException {
    int platform =
        Flyway.configure()
            .dataSource(jdbcUrl, user, password)
            .locations("classpath:" + PLATFORM_SCRIPTS)
            .schemas(PLATFORM_SCHEMA)
            .load()
            .migrate()
            .migrationsExecuted;
    int domain =
        Flyway.configure()
            .dataSource(jdbcUrl, user, password)
            .locations("classpath:" + DOMAIN_SCRIPTS)
            .schemas(DOMAIN_SCHEMA)
            .load()
            .migrate()
            .migrationsExecuted;
    var sources = sources(catalog);
    try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      prepareStream(connection, sources, stream);
    }
    return new MigrationReport(platform, domain, sources);
  }

  /** The tables that the read models follow. */
  public static SortedSet<String> sources(Catalog catalog) {
    var tables = new TreeSet<String>();
    catalog
        .readModels()
        .values()
        .forEach(model -> model.routes().stream().map(ChangeRoute::table).forEach(tables::add));
    return tables;
  }

  private static void prepareStream(
      Connection connection, SortedSet<String> sources, SourcePartition stream)
      throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      // Flyway's own lock is released by now, and none of this may run twice at a time.
      statement.execute("select pg_advisory_xact_lock(hashtext('millrace.migrate'))");
      statement.execute("set local lock_timeout = '30s'");
    }
    Roles.grant(connection);
    ChangeStream.publish(connection, sources);
    ChangeStream.register(connection, stream);
    connection.commit();
  }
}
