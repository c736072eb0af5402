package io.millrace.storefront;

import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database with the storefront's tables, made once for all tests of this module. */
public final class StorefrontDatabase {

  private static final PostgresDatabase DATABASE = migrated();

  private StorefrontDatabase() {}

  /** The database's addresses. */
  public static PostgresDatabase addresses() {
    return DATABASE;
  }

  /** The database for JDBC; each connection is a new one. */
  public static DataSource dataSource() {
    return dataSource(DATABASE);
  }

  public static JdbcClient jdbc() {
    return JdbcClient.create(dataSource());
  }

  /** Empties every table of the storefront. */
  public static void clear() {
    var tables =
        List.of("review", "order_line", "orders", "customer", "variant", "product", "category");
    jdbc().sql("truncate " + String.join(", ", tables) + " restart identity").update();
  }

  private static PostgresDatabase migrated() {
    var database = TestStack.shared().freshDatabase("storefront");
    Flyway.configure().dataSource(dataSource(database)).load().migrate();
    return database;
  }

  private static DataSource dataSource(PostgresDatabase database) {
    return new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
  }
}
