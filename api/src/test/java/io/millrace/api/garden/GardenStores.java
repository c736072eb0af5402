package io.millrace.api.garden;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.IndexMapping;
import io.millrace.schema.document.IndexSettings;
import io.millrace.schema.document.SearchDocument;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.migration.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The stores of the tests, filled from the tables as the projector would fill them. */
public final class GardenStores {

  private static @Nullable GardenStores shared;

  private final String prefix = TestStack.freshName("garden");
  private final StoreNames names = StoreNames.of(prefix);
  private final PostgresDatabase postgres;
  private final String redisUri;
  private final String guardsUri = TestStack.shared().freshRedis();
  private final String elasticsearchUri;
  private final HttpClient http = HttpClient.newHttpClient();
  private final StatefulRedisConnection<byte[], byte[]> redis;
  private boolean indexed;

  /** Stores of one's own. */
  public GardenStores(PostgresDatabase postgres, String redisUri, String elasticsearchUri) {
    this.postgres = postgres;
    this.redisUri = redisUri;
    this.elasticsearchUri = elasticsearchUri;
    this.redis = RedisClient.create(redisUri).connect(ByteArrayCodec.INSTANCE);
    Flyway.configure()
        .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
        .locations("classpath:io/millrace/write/migration")
        .schemas(Migration.PLATFORM_SCHEMA)
        .load()
        .migrate();
    postgres.execute(
        "insert into millrace.replication (source, partition, slot_name) values ('main', 0, 'none')");
    postgres.execute(text("/io/millrace/api/garden/tables.sql"));
  }

  /** The stores that all tests of this JVM share. */
  public static synchronized GardenStores shared() {
    if (shared == null) {
      shared =
          new GardenStores(
              TestStack.shared().freshDatabase("garden"),
              TestStack.shared().freshRedis(),
              TestStack.shared().elasticsearch().uri());
    }
    return shared;
  }

  public PostgresDatabase postgres() {
    return postgres;
  }

  /** The configuration of an API over these stores. */
  public Map<String, Object> addresses() {
    return Map.of(
        "millrace.stream.store-prefix",
        prefix,
        "spring.r2dbc.url",
        postgres.r2dbcUrl(),
        "spring.r2dbc.username",
        postgres.user(),
        "spring.r2dbc.password",
        postgres.password(),
        "spring.data.redis.url",
        redisUri,
        "spring.elasticsearch.uris",
        elasticsearchUri,
        // Apart, since tests count what is in the other.
        "millrace.api.guards.redis-url",
        guardsUri,
        // There are many contexts, and one server.
        "spring.r2dbc.pool.initial-size",
        "1",
        // Nobody comes any more when a context is closed.
        "spring.reactor.netty.shutdown-quiet-period",
        "0s");
  }

  /** Publishes a document as a client's build would. */
  public void publish(String client, String id, String hash, String document) {
    postgres.execute(
        "insert into millrace.trusted_document (client, id, sha256, document)"
            + " values ('%s', '%s', '%s', '%s')".formatted(client, id, hash, document));
  }

  /** Derives every document and writes it to both stores, whatever a test has put there. */
  public synchronized void fill(Catalog catalog, Derivation derivation) {
    if (!indexed) {
      catalog.readModels().values().forEach(this::createIndex);
      indexed = true;
    }
    recordBackfill(catalog);
    var keys = new HashMap<ReadModel, List<DocumentKey>>();
    catalog.readModels().values().forEach(model -> keys.put(model, keys(model)));
    write(Objects.requireNonNull(derivation.derive(keys).block()));
  }

  /** Says that every read model was filled, as the projector does. */
  public void recordBackfill(Catalog catalog) {
    for (var model : catalog.readModels().values()) {
      postgres.execute(
          """
          insert into millrace.read_model (model, hash, definition, backfilled_at)
          values ('%s', '%s', '{}', now()) on conflict do nothing"""
              .formatted(model.type(), model.hash()));
    }
  }

  /** Writes what was derived. */
  public void write(DerivedBatch batch) {
    for (var derived : batch.models()) {
      var bulk = new StringBuilder();
      var search = SearchDocument.of(derived.model());
      derived
          .present()
          .forEach(
              (key, json) -> {
                var document = Document.of(derived.model(), key, batch.version(), json);
                put(derived.model(), document);
                bulk.append("{\"index\":{\"_id\":\"%s\"}}\n".formatted(key.text()))
                    .append(new String(search.write(document), StandardCharsets.UTF_8))
                    .append('\n');
              });
      send("POST", "/" + names.index(derived.model()) + "/_bulk?refresh=true", bulk.toString());
    }
  }

  private void put(ReadModel model, Document document) {
    set(
        names.document(model, document.key()),
        new StoredValue.Present(document.version(), document.bytes()));
    for (var key : model.uniqueKeys()) {
      var values = new ArrayList<String>();
      key.fields().forEach(field -> values.add(String.valueOf(document.value(field))));
      claim(model, key.name(), values, document.key(), document.version());
    }
  }

  /** Makes a key the owner of a unique key's value. */
  public void claim(
      ReadModel model,
      String uniqueKey,
      List<String> values,
      DocumentKey owner,
      DocumentVersion version) {
    storeEntry(
        model,
        model.uniqueKey(uniqueKey).orElseThrow(),
        values,
        new StoredValue.Present(version, owner.text().getBytes(StandardCharsets.UTF_8)));
  }

  /** Stores something in the place of the entry of a unique key's value. */
  public void storeEntry(
      ReadModel model, UniqueKey uniqueKey, List<String> values, StoredValue value) {
    set(names.unique(model, uniqueKey, values), value);
  }

  /** Removes the entry of a unique key's value as if it had never been written. */
  public void forgetEntry(ReadModel model, UniqueKey uniqueKey, List<String> values) {
    redis.sync().del(names.unique(model, uniqueKey, values).getBytes(StandardCharsets.UTF_8));
  }

  /** Stores something else in the place of a document. */
  public void store(ReadModel model, DocumentKey key, StoredValue value) {
    set(names.document(model, key), value);
  }

  /** Removes a document from the search index; {@link #store} may have removed it before. */
  public void unindex(ReadModel model, DocumentKey key) {
    send("DELETE", "/" + names.index(model) + "/_doc/" + key.text() + "?refresh=true", "");
  }

  /** Removes a document from Redis as if it had never been written. */
  public void forget(ReadModel model, DocumentKey key) {
    redis.sync().del(names.document(model, key).getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what no document is in the place of one. */
  public void spoil(ReadModel model, DocumentKey key) {
    redis
        .sync()
        .set(
            names.document(model, key).getBytes(StandardCharsets.UTF_8),
            "no document".getBytes(StandardCharsets.UTF_8));
  }

  /** Makes every search of a read model fail. */
  public void closeIndex(ReadModel model) {
    send("POST", "/" + names.index(model) + "/_close", "");
  }

  /** Ends what {@link #closeIndex} began. */
  public void openIndex(ReadModel model) {
    send("POST", "/" + names.index(model) + "/_open?wait_for_active_shards=1", "");
  }

  /** How many keys Redis holds. */
  public long redisKeys() {
    return redis.sync().dbsize();
  }

  private void set(String key, StoredValue value) {
    redis.sync().set(key.getBytes(StandardCharsets.UTF_8), value.encode());
  }

  private void createIndex(ReadModel model) {
    send(
        "PUT", "/" + names.index(model), IndexMapping.of(model).createIndex(IndexSettings.DEFAULT));
  }

  private List<DocumentKey> keys(ReadModel model) {
    try (var connection = postgres.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select id from " + model.key().rootTable())) {
      var keys = new ArrayList<DocumentKey>();
      while (rows.next()) {
        keys.add(DocumentKey.of(model.type(), rows.getLong(1)));
      }
      return keys;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** How many points in time and other views of a read model's index are open. */
  public int openViews(ReadModel model) {
    return JsonMapper.shared()
        .readTree(send("GET", "/" + names.index(model) + "/_stats/search", ""))
        .at("/_all/total/search/open_contexts")
        .asInt();
  }

  private String send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(elasticsearchUri + path))
            .header(
                "Content-Type",
                path.contains("_bulk") ? "application/x-ndjson" : "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300 || response.body().contains("\"errors\":true")) {
        throw new IllegalStateException(response.body());
      }
      return response.body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static String text(String resource) {
    try (var in = GardenStores.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
