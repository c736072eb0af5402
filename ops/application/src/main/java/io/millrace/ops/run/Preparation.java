package io.millrace.ops.run;

import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.storefront.demo.DemoCounts;
import io.millrace.storefront.demo.DemoData;
import io.millrace.storefront.demo.DemoProgress;
import io.millrace.write.check.DatabaseCheck;
import io.millrace.write.migration.Migration;
import io.millrace.write.migration.MigrationReport;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes a database ready: migrated, and where it is empty, filled with generated data. */
public final class Preparation {

  private static final long DEMO_SEED = 20_261_124L;

  private final DatabaseAddress database;

  public Preparation(DatabaseAddress database) {
    this.database = database;
  }

  /**
   * Migrates the platform's tables and the domain's, then checks that the read models fit them.
   *
   * @throws io.millrace.schema.catalog.SchemaProblemsException when one does not, with all problems
   */
  public MigrationReport migrate() throws SQLException {
    var catalog =
        new CatalogLoader().load(DomainSources.fromClasspath(Preparation.class.getClassLoader()));
    var report =
        Migration.migrate(database.jdbcUrl(), database.user(), database.password(), catalog);
    try (var connection = dataSource().getConnection()) {
      DatabaseCheck.check(catalog, connection).orThrow();
    }
    return report;
  }

  /** Whether the catalogue holds nothing yet. */
  public boolean isEmpty() throws SQLException {
    try (var connection = dataSource().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select not exists (select from product) and not exists (select from category)")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  /** Fills the tables with generated data; the same size gives the same rows. */
  public void fill(int products, DemoProgress progress) throws SQLException {
    new DemoData(DEMO_SEED, DemoCounts.ofProducts(products)).load(dataSource(), progress);
  }

  private PGSimpleDataSource dataSource() {
    var source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.user());
    source.setPassword(database.password());
    return source;
  }
}
