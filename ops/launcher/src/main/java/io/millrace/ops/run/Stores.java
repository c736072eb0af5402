package io.millrace.ops.run;

import io.millrace.ops.stack.LocalStack;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.PostgresServer;
import io.millrace.ops.stack.StackProgress;
import io.millrace.ops.stack.StackSettings;
import io.millrace.write.StreamProperties;
import io.millrace.write.migration.LoginRoles;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The three servers that a run works on: a local stack that ends with it, or servers elsewhere. */
public final class Stores implements AutoCloseable {

  private static final String DATABASE = "millrace";

  private final @Nullable LocalStack local;
  private final String postgres;
  private final String elasticsearch;
  private final String redis;

  private Stores(@Nullable LocalStack local, String postgres, String elasticsearch, String redis) {
    this.local = local;
    this.postgres = postgres;
    this.elasticsearch = elasticsearch;
    this.redis = redis;
  }

  /** What is done to a database before the applications start. */
  @FunctionalInterface
  public interface Preparing {
    void prepare(DatabaseAddress database) throws SQLException;
  }

  /** Starts the local stack; its database is prepared while the slower servers still start. */
  public static Stores local(StackSettings settings, StackProgress progress, Preparing preparing)
      throws SQLException {
    try {
      var stack =
          LocalStack.open(
              settings,
              progress,
              postgres -> {
                try {
                  var database = database(postgres);
                  preparing.prepare(DatabaseAddress.parse(database.uri()));
                  try (var connection = database.connect()) {
                    LoginRoles.create(connection);
                  }
                } catch (SQLException failure) {
                  throw new PreparationFailedException(failure);
                }
              });
      var database = stack.postgres().database(DATABASE);
      return new Stores(stack, database.uri(), stack.elasticsearch().uri(), stack.redis().uri());
    } catch (PreparationFailedException failure) {
      throw failure.cause;
    }
  }

  /** Carries Postgres' refusal out of the stack's start. */
  private static final class PreparationFailedException extends RuntimeException {

    private final SQLException cause;

    PreparationFailedException(SQLException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private static PostgresDatabase database(PostgresServer postgres) throws SQLException {
    var maintenance = postgres.database("postgres");
    try (var connection = maintenance.connect();
        var query = connection.prepareStatement("select from pg_database where datname = ?")) {
      query.setString(1, DATABASE);
      try (var rows = query.executeQuery()) {
        return rows.next() ? postgres.database(DATABASE) : postgres.createDatabase(DATABASE);
      }
    }
  }

  /**
   * Servers that run already, prepared; named by {@link Settings#POSTGRES}, {@link
   * Settings#ELASTICSEARCH} and {@link Settings#REDIS}.
   *
   * @throws IllegalArgumentException when one is not named
   */
  public static Stores external(Map<String, String> environment, Preparing preparing)
      throws SQLException {
    var stores = external(environment);
    preparing.prepare(stores.database());
    return stores;
  }

  /** The same, as they are. */
  public static Stores external(Map<String, String> environment) {
    var postgres = postgresOf(environment);
    DatabaseAddress.parse(postgres);
    return new Stores(
        null,
        postgres,
        required(environment, Settings.ELASTICSEARCH, "http://localhost:9200"),
        required(environment, Settings.REDIS, "redis://localhost:6379"));
  }

  /** Postgres' address alone. */
  public static String postgresOf(Map<String, String> environment) {
    return required(environment, Settings.POSTGRES, "postgresql://user@host/db");
  }

  private static String required(Map<String, String> environment, String name, String example) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Servers elsewhere need the environment variable %s, for example %s"
              .formatted(name, example));
    }
    return value;
  }

  /** The addresses of the servers and of what is to run on them. */
  public Addresses addresses(int apiPort, int projectorPort, StreamProperties stream) {
    return new Addresses(
        ProcessHandle.current().pid(),
        "http://localhost:%d/graphql".formatted(apiPort),
        "http://localhost:%d".formatted(projectorPort),
        postgres,
        elasticsearch,
        redis,
        stream);
  }

  /** As whom the applications speak to Postgres. */
  Logins logins() {
    return local == null ? Logins.asGiven(database()) : Logins.SEPARATE;
  }

  /** Postgres' address. */
  public DatabaseAddress database() {
    return DatabaseAddress.parse(postgres);
  }

  /** Stops what was started here. */
  @Override
  public void close() {
    if (local != null) {
      local.close();
    }
  }
}
