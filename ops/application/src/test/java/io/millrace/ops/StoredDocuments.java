package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.SearchDocument;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivationSettings;
import io.millrace.write.derivation.SqlDerivation;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares every document in both stores with what the read model's SQL says. */
final class StoredDocuments implements AutoCloseable {

  private static final int CHUNK = 500;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Addresses addresses;
  private final StoreNames names;
  private final Catalog catalog;
  private final Derivation derivation;
  private final RedisClient redisClient;
  private final RedisCommands<byte[], byte[]> redis;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  StoredDocuments(Addresses addresses) {
    this.addresses = addresses;
    this.names = addresses.stream().names();
    this.catalog =
        new CatalogLoader()
            .load(DomainSources.fromClasspath(StoredDocuments.class.getClassLoader()));
    var database = DatabaseAddress.parse(addresses.postgres());
    this.derivation =
        new SqlDerivation(
            ConnectionFactories.get(
                ConnectionFactoryOptions.parse(database.r2dbcUrl())
                    .mutate()
                    .option(ConnectionFactoryOptions.USER, database.user())
                    .option(ConnectionFactoryOptions.PASSWORD, database.password())
                    .build()),
            addresses.stream().stream(),
            DerivationSettings.DEFAULT,
            Clock.systemUTC());
    this.redisClient = RedisClient.create(addresses.redis());
    this.redis = redisClient.connect(ByteArrayCodec.INSTANCE).sync();
  }

  /** What the documents are made from. */
  Catalog catalog() {
    return catalog;
  }

  /**
   * Asserts that both stores hold exactly the derived documents.
   *
   * @return how many there are
   */
  int equalTheirDerivations() throws IOException, InterruptedException {
    int documents = 0;
    for (var model : catalog.readModels().values()) {
      documents += equal(model);
    }
    return documents;
  }

  private int equal(ReadModel model) throws IOException, InterruptedException {
    int documents = 0;
    Optional<DocumentKey> last = Optional.empty();
    while (true) {
      List<DocumentKey> keys =
          Objects.requireNonNull(derivation.nextKeys(model, last, CHUNK).block(LIMIT));
      if (keys.isEmpty()) {
        return documents;
      }
      var derived = Objects.requireNonNull(derivation.derive(Map.of(model, keys)).block(LIMIT));
      var present = derived.of(model.type()).present();
      var searched = inElasticsearch(model, keys);
      for (var key : keys) {
        assertThat(inRedis(model, key)).as("%s in Redis", key).isEqualTo(text(present.get(key)));
        assertThat(searched.get(key.text()))
            .as("%s in Elasticsearch", key)
            .isEqualTo(
                present.containsKey(key) ? searchSource(model, key, present.get(key)) : null);
      }
      documents += present.size();
      last = Optional.of(keys.getLast());
    }
  }

  /** A document as Redis holds it. */
  JsonNode inRedis(String globalId) {
    var key = GlobalId.decode(globalId);
    return JSON.readTree(inRedis(catalog.readModel(key.type()), key));
  }

  private String inRedis(ReadModel model, DocumentKey key) {
    var value = redis.get(names.document(model, key).getBytes(StandardCharsets.UTF_8));
    return value != null && StoredValue.parse(value) instanceof StoredValue.Present present
        ? text(present.json())
        : "absent";
  }

  private Map<String, JsonNode> inElasticsearch(ReadModel model, List<DocumentKey> keys)
      throws IOException, InterruptedException {
    var body =
        JSON.writeValueAsString(Map.of("ids", keys.stream().map(DocumentKey::text).toList()));
    var request =
        HttpRequest.newBuilder(
                URI.create(addresses.elasticsearch() + "/" + names.index(model) + "/_mget"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    var found = new HashMap<String, JsonNode>();
    for (var document : answer.get("docs")) {
      if (document.path("found").asBoolean(false)) {
        found.put(document.get("_id").asString(), document.get("_source"));
      }
    }
    return found;
  }

  private static JsonNode searchSource(ReadModel model, DocumentKey key, byte[] json) {
    var document = Document.of(model, key, new DocumentVersion(1), json);
    return JSON.readTree(SearchDocument.of(model).write(document));
  }

  private static String text(byte[] json) {
    return json == null ? "absent" : new String(json, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    redisClient.shutdown();
    http.close();
  }
}
