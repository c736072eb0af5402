package io.millrace.ops.bench;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.projector.position.Channel;
import io.millrace.projector.position.ElasticsearchJournal;
import io.millrace.projector.position.RedisJournal;
import io.millrace.projector.position.StoreJournal;
import io.millrace.projector.project.Deriver;
import io.millrace.projector.project.Projection;
import io.millrace.projector.sink.DocumentStore;
import io.millrace.projector.sink.ElasticsearchHttp;
import io.millrace.projector.sink.ElasticsearchSink;
import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.sink.RedisSink;
import io.millrace.projector.sink.SearchIndices;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.IndexSettings;
import io.millrace.schema.document.SearchDocument;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.StreamProperties;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivationSettings;
import io.millrace.write.derivation.SqlDerivation;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The projector's own path (derive in snapshots, script and versioned bulk, refresh, notices)
 * against writing the same finished documents plainly, in rounds that take turns. Every round
 * writes into empty indices and keys.
 */
public final class ProjectionBench implements AutoCloseable {

  // As the projector has them where nothing else is configured.
  private static final int PORTION = 4_000;
  private static final int BULK_ITEMS = 2_000;
  private static final int BULK_BYTES = 8 << 20;
  private static final Duration TOMBSTONES = Duration.ofHours(1);
  private static final Projection.Limits LIMITS =
      new Projection.Limits(20_000, Duration.ofSeconds(30), Duration.ofMillis(200));
  private static final int CHANNEL_ENTRIES = 100_000;

  private static final int CONNECTIONS = 4;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
  private static final int SCANNED_AT_ONCE = 1_000;

  // Names of its own, which no other installation on these servers has.
  private final StoreNames projected;
  private final StoreNames plain;
  private final List<MeasuredProcess> processes;
  private final Catalog catalog;
  private final ConnectionPool pool;
  private final Derivation derivation;
  private final Rest5Client client;
  private final ElasticsearchHttp elasticsearch;
  private final RedisLink redis;
  private final RedisLink channelRedis;

  /** On the servers at these addresses. */
  public ProjectionBench(Addresses addresses, Catalog catalog) {
    this.catalog = catalog;
    this.projected = names(addresses.stream(), "_bench");
    this.plain = names(addresses.stream(), "_benchplain");
    this.processes = ProcessorUse.processes(addresses);
    var database = DatabaseAddress.parse(addresses.postgres());
    var options =
        ConnectionFactoryOptions.parse(database.r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, database.user())
            .option(ConnectionFactoryOptions.PASSWORD, database.password())
            .build();
    this.pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .maxSize(CONNECTIONS)
                .build());
    this.derivation =
        new SqlDerivation(
            pool, addresses.stream().stream(), DerivationSettings.DEFAULT, InstantSource.system());
    this.client = Rest5Client.builder(URI.create(addresses.elasticsearch())).build();
    this.elasticsearch = new ElasticsearchHttp(client);
    this.redis = new RedisLink(RedisURI.create(addresses.redis()), TIMEOUT);
    this.channelRedis = new RedisLink(RedisURI.create(addresses.redis()), TIMEOUT);
  }

  private static StoreNames names(StreamProperties stream, String suffix) {
    return new StoreNames(stream.storePrefix() + suffix, stream.source(), stream.partition());
  }

  /**
   * Measures.
   *
   * @param rounds how often, after one that warms up
   * @param mostKeys the keys taken of each read model
   * @param progress is told what happens
   */
  public ProjectionFigures run(int rounds, int mostKeys, Consumer<String> progress)
      throws InterruptedException {
    var portions = portions(mostKeys);
    var finished = new FinishedDocuments(plain, BULK_ITEMS, BULK_BYTES);
    for (var portion : portions) {
      finished.add(
          portion.model(),
          Objects.requireNonNull(
              derivation.derive(Map.of(portion.model(), portion.keys())).block(TIMEOUT)));
    }
    if (finished.documents() == 0) {
      throw new IllegalArgumentException("There is nothing to project; import something first.");
    }
    progress.accept(
        "%,d documents, %,d KiB".formatted(finished.documents(), finished.bytes() >> 10));
    var measured = new ArrayList<ProjectionFigures.Round>();
    for (int round = 0; round <= rounds; round++) {
      var result = round(portions, finished);
      progress.accept(
          "%s: projector %,.0f/s, ceiling %,.0f/s (_bulk %,.0f/s, SET %,.0f/s)"
              .formatted(
                  round == 0 ? "warming up" : "round " + round,
                  finished.documents() / result.projectorSeconds(),
                  finished.documents() / result.ceilingSeconds(),
                  finished.documents() / result.bulkSeconds(),
                  finished.documents() / result.setSeconds()));
      if (round > 0) {
        measured.add(result);
      }
    }
    return ProjectionFigures.of(finished.documents(), finished.bytes(), measured);
  }

  private record Portion(ReadModel model, List<DocumentKey> keys) {}

  private List<Portion> portions(int mostKeys) {
    var portions = new ArrayList<Portion>();
    for (var model : catalog.readModels().values()) {
      Optional<DocumentKey> last = Optional.empty();
      for (int taken = 0; taken < mostKeys; ) {
        var keys =
            Objects.requireNonNull(
                derivation
                    .nextKeys(model, last, Math.min(PORTION, mostKeys - taken))
                    .block(TIMEOUT));
        if (keys.isEmpty()) {
          break;
        }
        portions.add(new Portion(model, keys));
        taken += keys.size();
        last = Optional.of(keys.getLast());
      }
    }
    return portions;
  }

  private ProjectionFigures.Round round(List<Portion> portions, FinishedDocuments finished)
      throws InterruptedException {
    prepare(projected);
    var shares = new LinkedHashMap<String, Double>();
    var projecting = ProcessorUse.begin(processes);
    double seconds = project(portions, shares);
    var projectorUse = projecting.seconds();
    clear(projected);

    prepare(plain);
    var bulk = new WallTime();
    var set = new WallTime();
    var writing = ProcessorUse.begin(processes);
    long begun = System.nanoTime();
    var searches =
        CompletableFuture.runAsync(
            () -> {
              finished.writeTo(elasticsearch);
              bulk.addSince(begun);
            });
    finished.writeTo(redis);
    set.addSince(begun);
    searches.join();
    double plainly = (System.nanoTime() - begun) / 1e9;
    var ceilingUse = writing.seconds();
    clear(plain);
    return new ProjectionFigures.Round(
        seconds, plainly, bulk.seconds(), set.seconds(), shares, projectorUse, ceilingUse);
  }

  private double project(List<Portion> portions, Map<String, Double> shares)
      throws InterruptedException {
    var derive = new WallTime();
    var lookupWrites = new WallTime();
    var searchWrites = new WallTime();
    var refreshes = new WallTime();
    var failure = new AtomicReference<@Nullable Throwable>();
    var deriver =
        new Deriver(
            new TimedDerivation(derivation, derive),
            () -> {
              throw new IllegalStateException("The connection to Postgres was lost");
            });
    var stores =
        Map.<DocumentStore, StoreJournal>of(
            new TimedStore(
                new RedisSink(redis, projected, TOMBSTONES, () -> 0L),
                lookupWrites,
                new WallTime()),
            new RedisJournal(redis, projected),
            new TimedStore(searchSink(), searchWrites, refreshes),
            new ElasticsearchJournal(elasticsearch, projected));
    var channel = Channel.take(channelRedis, projected, 1, CHANNEL_ENTRIES);
    double rewriting = ThreadTime.seconds("parallel-");
    double driving = ThreadTime.seconds("reactor-");
    long begun = System.nanoTime();
    try (var projection =
        new Projection(deriver, stores, channel, (_, _) -> {}, LIMITS, failure::set)) {
      for (var portion : portions) {
        projection.project(Map.of(portion.model(), portion.keys()), Set.of(), null, () -> {});
      }
      boolean drained = false;
      long deadline = begun + DRAIN_LIMIT.toNanos();
      while (!drained && failure.get() == null && System.nanoTime() < deadline) {
        drained = projection.drain(Duration.ofSeconds(1));
      }
      if (!drained) {
        throw new IllegalStateException("The projection did not end", failure.get());
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      shares.put("derive", derive.seconds() / seconds);
      shares.put("rewrite (processor)", (ThreadTime.seconds("parallel-") - rewriting) / seconds);
      shares.put("driver (processor)", (ThreadTime.seconds("reactor-") - driving) / seconds);
      shares.put("redis", lookupWrites.seconds() / seconds);
      shares.put("bulk", searchWrites.seconds() / seconds);
      shares.put("refresh", refreshes.seconds() / seconds);
      return seconds;
    }
  }

  private ElasticsearchSink searchSink() {
    var writers = new HashMap<ReadModel, SearchDocument>();
    catalog.readModels().values().forEach(model -> writers.put(model, SearchDocument.of(model)));
    var unversioned = DocumentVersion.of(0, 0);
    return new ElasticsearchSink(
        elasticsearch,
        projected,
        (model, key, json) ->
            Objects.requireNonNull(writers.get(model))
                .write(Document.of(model, key, unversioned, json)),
        () -> 0L,
        BULK_BYTES,
        BULK_ITEMS);
  }

  private void prepare(StoreNames names) {
    clear(names);
    catalog.readModels().values().forEach(indices(names)::prepare);
  }

  private SearchIndices indices(StoreNames names) {
    return new SearchIndices(
        elasticsearch, names, new IndexSettings(1, 0, Duration.ofMillis(-1), TOMBSTONES));
  }

  /** Deletes what a round, or one that was killed, has left. */
  private void clear(StoreNames names) {
    indices(names).deleteAll(catalog.readModels().values());
    for (var pattern : List.of(names.prefix() + ":*", "{" + names.prefix() + ":*")) {
      var arguments = ScanArgs.Builder.limit(SCANNED_AT_ONCE).match(pattern);
      var cursor = ScanCursor.INITIAL;
      do {
        var from = cursor;
        io.lettuce.core.KeyScanCursor<byte[]> found =
            Objects.requireNonNull(
                redis.<io.lettuce.core.KeyScanCursor<byte[]>>call(
                    commands -> commands.scan(from, arguments)));
        List<byte[]> keys = found.getKeys();
        if (!keys.isEmpty()) {
          redis.<Long>call(commands -> commands.unlink(keys.toArray(byte[][]::new)));
        }
        cursor = ScanCursor.of(found.getCursor());
        cursor.setFinished(found.isFinished());
      } while (!cursor.isFinished());
    }
  }

  @Override
  public void close() throws java.io.IOException {
    redis.close();
    channelRedis.close();
    client.close();
    pool.dispose();
  }
}
