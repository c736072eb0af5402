package io.millrace.ops.status;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.DerivationSettings;
import io.millrace.write.derivation.SqlDerivation;
import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.WalPosition;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads the status of what runs at these addresses. */
public final class StatusReader implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Addresses addresses;
  private final Catalog catalog;
  private final SourcePartition stream;
  private final StoreNames names;
  private final Connection postgres;
  private final RedisClient redisClient;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public StatusReader(Addresses addresses, Catalog catalog) throws SQLException {
    this.addresses = addresses;
    this.catalog = catalog;
    this.stream = addresses.stream().stream();
    this.names = addresses.stream().names();
    var database = DatabaseAddress.parse(addresses.postgres());
    this.postgres =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    var redis = RedisURI.create(addresses.redis());
    redis.setTimeout(Duration.ofSeconds(10));
    this.redisClient = RedisClient.create(redis);
  }

  /**
   * Reads everything.
   *
   * @param exact whether Redis' documents are scanned instead of asked for as a live count
   */
  public StatusReport read(boolean exact) throws SQLException, IOException, InterruptedException {
    try (var redis = redisClient.connect()) {
      var published = PublishedPositions.read(redis.sync(), names);
      var lag =
          published.both().map(position -> currentPosition().bytesSince(position)).orElse(null);
      var halt = halt();
      return new StatusReport(
          addresses.api(),
          addresses.projector(),
          addresses.postgres(),
          addresses.elasticsearch(),
          addresses.redis(),
          health(),
          counts(redis.sync(), exact),
          published.lookup() == null ? null : published.lookup().wal().toString(),
          published.search() == null ? null : published.search().wal().toString(),
          lag,
          backfilling(),
          halt.reason(),
          halt.remedy());
    }
  }

  /**
   * Writes a marker into the log and waits until it is published for both stores: everything that
   * was committed before is then visible.
   *
   * @return false when that took longer than the limit, or the projector has stopped for good
   */
  public boolean awaitPublished(Duration limit) throws SQLException, InterruptedException {
    var marker = emitMarker();
    long deadline = System.nanoTime() + limit.toNanos();
    try (var redis = redisClient.connect()) {
      while (!PublishedPositions.read(redis.sync(), names).reached(marker)
          || !backfilling().isEmpty()) {
        if (System.nanoTime() > deadline || halt().reason() != null) {
          return false;
        }
        Thread.sleep(100);
      }
      return true;
    }
  }

  private Map<String, StatusReport.Counts> counts(
      RedisCommands<String, String> redis, boolean exact) throws IOException, InterruptedException {
    var database = DatabaseAddress.parse(addresses.postgres());
    var connections =
        ConnectionFactories.get(
            ConnectionFactoryOptions.parse(database.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, database.user())
                .option(ConnectionFactoryOptions.PASSWORD, database.password())
                .build());
    var derivation =
        new SqlDerivation(connections, stream, DerivationSettings.DEFAULT, Clock.systemUTC());
    var counting = new DocumentCounts(derivation, addresses.elasticsearch(), redis, names, http);
    var counts = new LinkedHashMap<String, StatusReport.Counts>();
    for (var model : catalog.readModels().values()) {
      counts.put(model.type(), counting.of(model, exact));
    }
    return counts;
  }

  private Map<String, String> health() throws InterruptedException {
    var health = new LinkedHashMap<String, String>();
    health.put("api", health(addresses.api().replace("/graphql", "")));
    health.put("projector", health(addresses.projector()));
    return health;
  }

  private String health(String base) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body()).path("status").asString("UNKNOWN");
    } catch (IOException unreachable) {
      return "DOWN";
    }
  }

  private WalPosition currentPosition() {
    try (var statement = postgres.createStatement();
        var rows = statement.executeQuery("select pg_current_wal_lsn()::text")) {
      rows.next();
      return WalPosition.parse(rows.getString(1));
    } catch (SQLException failure) {
      throw new IllegalStateException("Postgres' position can't be read", failure);
    }
  }

  private WalPosition emitMarker() throws SQLException {
    try (var statement = postgres.createStatement();
        var rows =
            statement.executeQuery(
                "select pg_logical_emit_message(false, 'millrace', 'status', true)::text")) {
      rows.next();
      return WalPosition.parse(rows.getString(1));
    }
  }

  private List<String> backfilling() throws SQLException {
    var unfinished = new ArrayList<>(catalog.readModels().keySet());
    try (var query =
        postgres.prepareStatement(
            "select from millrace.read_model"
                + " where model = ? and hash = ? and backfilled_at is not null")) {
      for (var model : catalog.readModels().values()) {
        query.setString(1, model.type());
        query.setString(2, model.hash());
        try (var rows = query.executeQuery()) {
          if (rows.next()) {
            unfinished.remove(model.type());
          }
        }
      }
    }
    return unfinished;
  }

  private record Halt(@Nullable String reason, @Nullable String remedy) {}

  private Halt halt() throws SQLException {
    try (var query =
        postgres.prepareStatement(
            "select halted_reason, halted_remedy from millrace.replication"
                + " where source = ? and partition = ?")) {
      query.setString(1, stream.source());
      query.setInt(2, stream.partition());
      try (var rows = query.executeQuery()) {
        return rows.next() ? new Halt(rows.getString(1), rows.getString(2)) : new Halt(null, null);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    redisClient.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    http.close();
    postgres.close();
  }
}
