package io.millrace.write;

import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.write.migration.Migration;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The library's catalog, and databases that are migrated for it. */
public final class Library implements AutoCloseable {

  private static final Catalog CATALOG = loadCatalog();

  private final PostgresDatabase database = TestStack.shared().freshDatabase("library");
  private final ConnectionPool pool = openPool(database);

  private Library() {
    migrate();
  }

  /** A database of its own, with two authors and three books. */
  public static Library open() {
    var library = new Library();
    library.execute(
        """
        insert into author (id, name) values (1, 'Ada'), (2, 'Émile');
        insert into book (isbn, title, author_id, price, printed_at) values
          ('i1', 'One', 1, 12.5000, '2026-01-02T03:04:05.678+02'),
          ('i2', 'Two', 1, null, '2026-01-02T03:04:05Z'),
          ('i3', 'Three', 2, 0.001, '2026-01-02T03:04:05Z');
        insert into holding values ('north', 1, 3), ('north', 2, 1), ('so~th', 1, 2)""");
    return library;
  }

  /** What the files say. */
  public static Catalog catalog() {
    return CATALOG;
  }

  /** A read model of the library. */
  public static ReadModel model(String type) {
    return CATALOG.readModel(type);
  }

  /** Waits for a value, within a bound. */
  public static <T> T await(Mono<T> value) {
    return Objects.requireNonNull(value.block(Duration.ofSeconds(20)));
  }

  public PostgresDatabase database() {
    return database;
  }

  public ConnectionPool pool() {
    return pool;
  }

  public void execute(String sql) {
    database.execute(sql);
  }

  /** Reads one value. */
  public String query(String sql) {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    pool.dispose();
  }

  private void migrate() {
    try {
      Migration.migrate(database.jdbcUrl(), database.user(), database.password(), CATALOG);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static ConnectionPool openPool(PostgresDatabase database) {
    var options =
        ConnectionFactoryOptions.parse(database.r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, database.user())
            .option(ConnectionFactoryOptions.PASSWORD, database.password())
            .build();
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
            .maxSize(8)
            .maxAcquireTime(Duration.ofSeconds(10))
            .build());
  }

  private static Catalog loadCatalog() {
    try {
      var folder = Library.class.getResource("/library");
      if (folder == null) {
        throw new IllegalStateException("The library's files are not on the class path");
      }
      return new CatalogLoader().load(DomainSources.fromFolder(Path.of(folder.toURI())));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
