package io.millrace.ops.run;

import io.millrace.ops.extension.SampleData;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.write.StreamProperties;
import io.millrace.write.check.DatabaseCheck;
import io.millrace.write.migration.Migration;
import io.millrace.write.migration.MigrationReport;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes a database ready: migrated, and where it is empty, filled with sample data. */
public final class Preparation {

  private final DatabaseAddress database;
  private final StreamProperties stream;

  /**
   * A preparation of one database.
   *
   * @param stream the stream of changes that it is followed by
   */
  public Preparation(DatabaseAddress database, StreamProperties stream) {
    this.database = database;
    this.stream = stream;
  }

  /**
   * Migrates the platform's tables and the domain's, then checks that the read models fit them.
   *
   * @throws io.millrace.schema.catalog.SchemaProblemsException when one does not, with all problems
   */
  public MigrationReport migrate() throws SQLException {
    var catalog = catalog();
    var report =
        Migration.migrate(
            database.jdbcUrl(), database.user(), database.password(), catalog, stream.stream());
    try (var connection = dataSource().getConnection()) {
      DatabaseCheck.check(catalog, connection).orThrow();
    }
    return report;
  }

  /**
   * Whether every read model, as it is defined now, was filled by an earlier run. The database is
   * migrated.
   */
  public boolean isBackfilled() throws SQLException {
    try (var connection = dataSource().getConnection();
        var query =
            connection.prepareStatement(
                "select from millrace.read_model"
                    + " where model = ? and hash = ? and backfilled_at is not null")) {
      for (var model : catalog().readModels().values()) {
        query.setString(1, model.type());
        query.setString(2, model.hash());
        try (var rows = query.executeQuery()) {
          if (!rows.next()) {
            return false;
          }
        }
      }
      return true;
    }
  }

  private static Catalog catalog() {
    return new CatalogLoader()
        .load(DomainSources.fromClasspath(Preparation.class.getClassLoader()));
  }

  /** Whether the domain's sample data belongs into this database. */
  public boolean wants(SampleData samples) throws SQLException {
    return samples.isWanted(dataSource());
  }

  /** Fills the tables with the domain's sample data. */
  public void fill(SampleData samples, int size) throws SQLException {
    samples.fill(dataSource(), size);
  }

  private PGSimpleDataSource dataSource() {
    var source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.user());
    source.setPassword(database.password());
    return source;
  }
}
