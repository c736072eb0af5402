package io.millrace.storefront;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A Postgres with the storefront's tables, started once for all tests of this module. */
public final class StorefrontDatabase {

  private static final EmbeddedPostgres POSTGRES = start();

  private StorefrontDatabase() {}

  /** The database, migrated. */
  public static DataSource dataSource() {
    return POSTGRES.getPostgresDatabase(Map.of("reWriteBatchedInserts", "true"));
  }

  /** Where drivers other than JDBC's find it. */
  public static int port() {
    return POSTGRES.getPort();
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

  private static EmbeddedPostgres start() {
    try {
      var postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "60")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
      Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
      return postgres;
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException leftBehind) {
      throw new UncheckedIOException(leftBehind);
    }
  }
}
