package io.millrace.projector.run;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.lettuce.core.RedisURI;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.PostgresServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.projector.change.ChangeSourceSettings;
import io.millrace.projector.change.DebeziumChangeSource;
import io.millrace.projector.route.ReadColumns;
import io.millrace.projector.sink.ElasticsearchHttp;
import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.sink.SearchIndices;
import io.millrace.projector.slot.SlotOwnership;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.IndexSettings;
import io.millrace.schema.document.SearchDocument;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.Bucket;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivationSettings;
import io.millrace.write.derivation.SqlDerivation;
import io.millrace.write.migration.Migration;
import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import io.r2dbc.spi.ConnectionFactories;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The library on real servers, with a projector that can be started, stopped and looked at. */
final class Library implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The projector's settings that most tests want: nothing is replayed that was acknowledged. */
  static final ProjectorProperties PROPERTIES =
      new ProjectorProperties(
          true,
          "millrace",
          10_000,
          8_192,
          Duration.ofSeconds(60),
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          20_000,
          Duration.ofMillis(50),
          8 << 20,
          2_000,
          1,
          0,
          500,
          10_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));

  final Catalog catalog;
  final PostgresDatabase database;
  final StoreNames names;
  final SourcePartition stream;
  final PGSimpleDataSource dataSource = new PGSimpleDataSource();
  final SlotOwnership ownership;
  final RedisURI redisUri;
  final Rest5Client elasticsearch;
  final Derivation derivation;
  final RedisLink redis;
  final SearchIndices indices;
  private ReadColumns columns = (model, table) -> Optional.empty();
  private UnaryOperator<Derivation> wrapper = UnaryOperator.identity();
  private @Nullable Projector projector;
  private @Nullable Thread thread;
  private volatile @Nullable Throwable ended;

  private Library(PostgresServer postgres, String redisAddress, String search) {
    this(
        postgres.createDatabase(
            "lib" + COUNT.incrementAndGet() + "x" + ProcessHandle.current().pid()),
        redisAddress,
        search,
        new CatalogLoader().load(DomainSources.fromClasspath(loader())));
  }

  private Library(PostgresDatabase database, String redisAddress, String search, Catalog catalog) {
    this.catalog = catalog;
    this.database = database;
    this.stream = new SourcePartition(database.name(), 0);
    this.names = new StoreNames("millrace", database.name(), 0);
    dataSource.setUrl(database.jdbcUrl());
    dataSource.setUser(database.user());
    dataSource.setPassword(database.password());
    this.ownership = new SlotOwnership(dataSource, stream, Duration.ofSeconds(25));
    this.redisUri = RedisURI.create(redisAddress);
    this.redis = new RedisLink(redisUri, Duration.ofSeconds(5));
    this.elasticsearch = Rest5Client.builder(URI.create(search)).build();
    this.indices =
        new SearchIndices(new ElasticsearchHttp(elasticsearch), names, IndexSettings.DEFAULT);
    this.derivation =
        new SqlDerivation(
            ConnectionFactories.get(
                "r2dbc:pool:postgresql://%s:%s@%s:%d/%s?maxSize=6"
                    .formatted(
                        database.user(),
                        database.password(),
                        database.host(),
                        database.port(),
                        database.name())),
            stream,
            DerivationSettings.DEFAULT,
            InstantSource.system());
    try {
      Migration.migrate(database.jdbcUrl(), database.user(), database.password(), catalog);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** On the servers that all tests share. */
  static Library open() {
    var stack = TestStack.shared();
    return new Library(stack.postgres(), stack.freshRedis(), stack.elasticsearch().uri());
  }

  /** With a Redis that the test may kill. */
  static Library openWith(String redisAddress) {
    var stack = TestStack.shared();
    return new Library(stack.postgres(), redisAddress, stack.elasticsearch().uri());
  }

  /** With an Elasticsearch that the test may kill, or a way to one that it may block. */
  static Library openWithSearch(String searchAddress) {
    var stack = TestStack.shared();
    return new Library(stack.postgres(), stack.freshRedis(), searchAddress);
  }

  /** With a Postgres that the test may reconfigure. */
  static Library openOn(PostgresServer postgres) {
    var stack = TestStack.shared();
    return new Library(postgres, stack.freshRedis(), stack.elasticsearch().uri());
  }

  /** The same library with another title in the statement of the books. */
  Library withBooksIn(String title) {
    var sources = DomainSources.fromClasspath(loader());
    var sql =
        sources.sql().stream()
            .map(
                file ->
                    new DomainSources.SourceFile(
                        file.name(), file.text().replace("'title', b.title", "'title', " + title)))
            .toList();
    return new Library(
        database,
        redisUri.toURI().toString(),
        TestStack.shared().elasticsearch().uri(),
        new CatalogLoader().load(new DomainSources(sources.sdl(), sql)));
  }

  /** Lets everything be derived anew, as the command does. */
  void rebuild() throws InterruptedException {
    new io.millrace.projector.backfill.Rebuild(
            ownership,
            new io.millrace.projector.backfill.ReadModelRows(dataSource),
            indices,
            redis,
            names)
        .run(catalog.readModels().values());
  }

  /** Lets the projector know what the statements read. */
  Library knowing(ReadColumns known) {
    columns = known;
    return this;
  }

  /** Puts something between projector and derivation. */
  Library deriving(UnaryOperator<Derivation> between) {
    wrapper = between;
    return this;
  }

  Projector start() {
    return start(PROPERTIES, Duration.ofSeconds(60));
  }

  Projector start(ProjectorProperties properties, Duration acknowledgeBehind) {
    var settings =
        ChangeSourceSettings.of(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.password())
            .withAcknowledgeBehind(acknowledgeBehind);
    var running =
        new Projector(
            new ProjectorParts(
                catalog,
                properties,
                names,
                dataSource,
                wrapper.apply(derivation),
                columns,
                ownership,
                tenure -> new DebeziumChangeSource(settings, dataSource, ownership, tenure),
                redisUri,
                elasticsearch));
    projector = running;
    ended = null;
    thread =
        Thread.ofPlatform()
            .name("projector")
            .start(
                () -> {
                  try {
                    running.run();
                  } catch (Throwable failure) {
                    ended = failure;
                  }
                });
    return running;
  }

  /** Ends the projector in order. */
  void stop() throws InterruptedException {
    if (projector != null && thread != null) {
      projector.close();
      thread.join(PATIENCE);
      projector = null;
    }
  }

  /** Waits until the projector has stopped by itself, and tells why. */
  Throwable awaitHalt() {
    await("the projector halts", () -> ended != null);
    return java.util.Objects.requireNonNull(ended);
  }

  Projector projector() {
    return java.util.Objects.requireNonNull(projector);
  }

  void sql(String statement) {
    database.execute(statement);
  }

  String value(String query) {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** Waits until both stores have everything that is committed now, and all is filled. */
  void awaitProjected() {
    awaitApplied();
    await("everything is filled", projector()::filled);
  }

  /** Waits until both stores have everything that is committed now, whoever projects. */
  void awaitApplied() {
    var marker = mark();
    await(
        "both stores have reached " + marker,
        () ->
            lookupApplied().wal().compareTo(marker) >= 0
                && searchApplied().wal().compareTo(marker) >= 0);
  }

  /** Writes a marker, and gives its position. */
  WalPosition mark() {
    return WalPosition.parse(
        value("select pg_logical_emit_message(false, 'millrace', 'test', true)::text"));
  }

  /** Waits until no projector reads from the slot. */
  void awaitSlotFree() {
    await("the slot is free", () -> !ownership.look().orElseThrow().held());
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached(condition)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "Not within %s: %s; %s"
                .formatted(PATIENCE, what, projector == null ? "" : projector.state()),
            ended);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  private static boolean reached(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (io.millrace.projector.sink.StoreAwayException notYet) {
      return false;
    }
  }

  StreamPosition lookupApplied() {
    return Optional.ofNullable(get(names.applied(new Bucket(0))))
        .map(text -> StreamPosition.parse(text))
        .orElse(new StreamPosition(stream, "none", 1, WalPosition.ZERO));
  }

  StreamPosition searchApplied() {
    var found = search("/" + names.stateIndex() + "/_doc/0").path("_source").path("applied");
    return found.isMissingNode()
        ? new StreamPosition(stream, "none", 1, WalPosition.ZERO)
        : StreamPosition.parse(found.asString());
  }

  @Nullable String get(String key) {
    byte[] value = redis.<byte[]>call(c -> c.get(key.getBytes(StandardCharsets.UTF_8)));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  ReadModel model(String type) {
    return catalog.readModel(type);
  }

  Optional<StoredValue> stored(DocumentKey key) {
    byte[] value =
        redis.<byte[]>call(
            c -> c.get(names.document(model(key.type()), key).getBytes(StandardCharsets.UTF_8)));
    return Optional.ofNullable(value).map(StoredValue::parse);
  }

  /** The document that Redis holds; empty for a tombstone too. */
  Optional<JsonNode> lookedUp(DocumentKey key) {
    return stored(key)
        .filter(StoredValue.Present.class::isInstance)
        .map(value -> JsonMapper.shared().readTree(((StoredValue.Present) value).json()));
  }

  /** What Elasticsearch was given of a document. */
  Optional<JsonNode> indexed(DocumentKey key) {
    var answer = search("/" + names.index(model(key.type())) + "/_doc/" + encode(key.text()));
    return answer.path("found").asBoolean(false)
        ? Optional.of(answer.path("_source"))
        : Optional.empty();
  }

  /** The text of the key of the book that owns a number. */
  Optional<String> isbnOwner(String isbn) {
    var book = model("Book");
    var name = names.unique(book, book.uniqueKey("isbn").orElseThrow(), List.of(isbn));
    byte[] value = redis.<byte[]>call(c -> c.get(name.getBytes(StandardCharsets.UTF_8)));
    return Optional.ofNullable(value)
        .map(StoredValue::parse)
        .filter(StoredValue.Present.class::isInstance)
        .map(found -> new String(((StoredValue.Present) found).json(), StandardCharsets.UTF_8));
  }

  long liveCount(ReadModel model) {
    long sum = 0;
    for (int number = 0; number < Bucket.COUNT; number++) {
      var count = get(names.liveCount(model, new Bucket(number)));
      sum += count == null ? 0 : Long.parseLong(count);
    }
    return sum;
  }

  /**
   * What differs between the stores and what the SQL says now, a line for each difference; call it
   * when everything is projected.
   */
  List<String> differences() {
    var differences = new ArrayList<String>();
    for (var model : catalog.readModels().values()) {
      long present = 0;
      Optional<DocumentKey> last = Optional.empty();
      var writer = SearchDocument.of(model);
      while (true) {
        var keys = derivation.nextKeys(model, last, 500).block();
        if (keys == null || keys.isEmpty()) {
          break;
        }
        var batch = derivation.derive(Map.of(model, keys)).block();
        var documents = java.util.Objects.requireNonNull(batch).of(model.type());
        for (var entry : documents.present().entrySet()) {
          present++;
          var json = new String(entry.getValue(), StandardCharsets.UTF_8);
          var found =
              stored(entry.getKey())
                  .map(
                      value ->
                          value instanceof StoredValue.Present(var version, var bytes)
                              ? new String(bytes, StandardCharsets.UTF_8)
                              : value.toString())
                  .orElse("nothing");
          if (!found.equals(json)) {
            differences.add("Redis has %s of %s, not %s".formatted(found, entry.getKey(), json));
          }
          var source =
              JsonMapper.shared()
                  .readTree(
                      writer.write(
                          Document.of(model, entry.getKey(), batch.version(), entry.getValue())));
          var indexed = indexed(entry.getKey());
          if (!indexed.equals(Optional.of(source))) {
            differences.add(
                "Elasticsearch has %s of %s, not %s".formatted(indexed, entry.getKey(), source));
          }
        }
        documents
            .absent()
            .forEach(
                key -> {
                  if (lookedUp(key).isPresent() || indexed(key).isPresent()) {
                    differences.add("A store still has " + key);
                  }
                });
        last = Optional.of(keys.getLast());
      }
      if (liveCount(model) != present) {
        differences.add(
            "Redis counts %d of %s, not %d".formatted(liveCount(model), model.type(), present));
      }
      if (indices.count(model) != present) {
        differences.add(
            "Elasticsearch counts %d of %s, not %d"
                .formatted(indices.count(model), model.type(), present));
      }
    }
    return differences;
  }

  JsonNode search(String path) {
    return new ElasticsearchHttp(elasticsearch).send("GET", path, null).body();
  }

  /** Sends a request to Elasticsearch; gives the answer's status. */
  int elasticsearch(String method, String path) {
    return new ElasticsearchHttp(elasticsearch).send(method, path, null).status();
  }

  static DocumentKey book(long id) {
    return DocumentKey.of("Book", id);
  }

  static DocumentKey author(long id) {
    return DocumentKey.of("Author", id);
  }

  private static String encode(String id) {
    return java.net.URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static ClassLoader loader() {
    return Library.class.getClassLoader();
  }

  @Override
  public void close() throws Exception {
    stop();
    try {
      ownership.reset();
    } catch (RuntimeException serverGone) {
      // The test's own server was stopped.
    }
    redis.close();
    elasticsearch.close();
  }
}
