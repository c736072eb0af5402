package io.millrace.projector.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.lettuce.core.RedisURI;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.CanonicalWriter;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.IndexSettings;
import io.millrace.schema.document.SearchDocument;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.derivation.DerivedDocuments;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that arrives in any order ends as if it had arrived in the order of its snapshots. */
class VersionOrderTest {

  private static final DocumentKey KEY = DocumentKey.of("Book", 1);

  private final ReadModel book =
      new CatalogLoader()
          .load(DomainSources.fromClasspath(VersionOrderTest.class.getClassLoader()))
          .readModel("Book");
  private final AtomicLong reachedEpoch = new AtomicLong(5);
  private StoreNames names;
  private RedisLink redis;
  private Rest5Client client;
  private ElasticsearchHttp http;
  private RedisSink lookups;
  private ElasticsearchSink search;
  private SearchIndices indices;

  @BeforeEach
  void connect() {
    var stack = TestStack.shared();
    names = new StoreNames("millrace", TestStack.freshName("order"), 0);
    redis = new RedisLink(RedisURI.create(stack.freshRedis()), Duration.ofSeconds(5));
    client = Rest5Client.builder(URI.create(stack.elasticsearch().uri())).build();
    http = new ElasticsearchHttp(client);
    indices = new SearchIndices(http, names, IndexSettings.DEFAULT);
    indices.prepare(book);
    lookups = new RedisSink(redis, names, Duration.ofMinutes(5), reachedEpoch::get);
    var writer = SearchDocument.of(book);
    search =
        new ElasticsearchSink(
            http,
            names,
            (model, key, json) ->
                writer.write(Document.of(model, key, DocumentVersion.of(0, 0), json)),
            reachedEpoch::get,
            1_000,
            3);
  }

  @AfterEach
  void disconnect() throws Exception {
    redis.close();
    client.close();
  }

  @Test
  void anOlderDerivationThatArrivesLateLoses() {
    write(present(5, 20, "newer", "n1"));
    write(present(5, 10, "older", "n1"));

    assertThat(titles()).containsExactly("newer", "newer");
  }

  @Test
  void anOlderDerivationDoesNotBringADeletedDocumentBack() {
    write(present(5, 10, "first", "n1"));
    write(absent(5, 20));
    write(present(5, 15, "late", "n1"));

    assertThat(titles()).containsExactly("nothing", "nothing");
    assertThat(liveCount()).isZero();
    assertThat(owner("n1")).isEmpty();
  }

  @Test
  void aHigherEpochWinsWhateverItsSnapshot() {
    write(present(4, 1_000, "before the crash", "n1"));
    write(present(5, 10, "after the crash", "n1"));

    assertThat(titles()).containsExactly("after the crash", "after the crash");
  }

  @Test
  void ofBatchesThatAreWrittenTogetherTheHighestVersionStays() {
    write(
        Stream.of(
                present(5, 20, "first", "n1"),
                absent(5, 30),
                present(5, 40, "newest", "n1"),
                present(5, 10, "late", "n1"))
            .flatMap(List::stream)
            .toList());

    assertThat(titles()).containsExactly("newest", "newest");
    assertThat(liveCount()).isEqualTo(1);
  }

  @Test
  void versionsBeyondTheNumbersOfLuaKeepTheirOrder() {
    long epoch = 1_000_000;
    write(present(epoch, 1_001, "newer", "n1"));
    write(present(epoch, 1_000, "older", "n1"));

    assertThat(titles()).containsExactly("newer", "newer");
  }

  @Test
  void aReplayIsCountedOnce() {
    write(present(5, 10, "same", "n1"));
    write(present(5, 10, "same", "n1"));
    assertThat(liveCount()).isEqualTo(1);

    write(absent(5, 20));
    write(absent(5, 20));
    assertThat(liveCount()).isZero();

    write(present(5, 30, "again", "n1"));
    assertThat(liveCount()).isEqualTo(1);
  }

  @Test
  void aTombstoneExpiresAndADocumentDoesNot() {
    write(absent(5, 10));
    assertThat(timeToLive()).isBetween(1L, 300L);
    write(present(5, 20, "alive", "n1"));
    assertThat(timeToLive()).isEqualTo(-1);
  }

  @Test
  void anAskPostgresEntryIsOverwrittenByANewerVersionAndNotByAnOlderOne() {
    var name = names.document(book, KEY).getBytes(StandardCharsets.UTF_8);
    var flagged = new StoredValue.AskPostgres(DocumentVersion.of(5, 20)).encode();
    redis.<String>call(commands -> commands.set(name, flagged));

    lookups.write(present(5, 10, "older", "n1"));
    assertThat(stored()).isInstanceOf(StoredValue.AskPostgres.class);
    lookups.write(present(5, 30, "newer", "n1"));
    assertThat(stored()).isInstanceOf(StoredValue.Present.class);
  }

  @Test
  void aVersionThatPostgresHasNotReachedIsAnErrorInRedis() {
    lookups.write(present(9, 10, "from the future", "n1"));
    assertThatThrownBy(() -> lookups.write(present(5, 20, "now", "n2")))
        .isInstanceOf(StoreAheadException.class)
        .hasMessageContaining("9.10")
        .hasMessageContaining("epoch 5");
  }

  @Test
  void aVersionThatPostgresHasNotReachedIsAnErrorInElasticsearch() {
    search.write(present(9, 10, "from the future", "n1"));
    assertThatThrownBy(() -> search.write(present(5, 20, "now", "n1")))
        .isInstanceOf(StoreAheadException.class)
        .hasMessageContaining("9.10");
  }

  @Test
  void aRefusalByAnEpochThatPostgresHasReachedSinceIsWell() {
    write(present(6, 10, "after the takeover", "n1"));
    reachedEpoch.set(6);
    write(present(5, 20, "under way before it", "n1"));
    assertThat(titles()).containsExactly("after the takeover", "after the takeover");
  }

  @Test
  void aLateClaimDoesNotTakeAUniqueKeyFromItsNewOwner() {
    var other = DocumentKey.of("Book", 2);
    lookups.write(present(5, 10, "first owner", "n1"));
    lookups.write(batch(5, 20, Map.of(KEY, json(KEY, "gave it up", null)), Set.of()));
    lookups.write(batch(5, 30, Map.of(other, json(other, "second owner", "n1")), Set.of()));
    lookups.write(present(5, 15, "late", "n1"));

    assertThat(owner("n1")).hasValue("2");
  }

  @Test
  void aReleaseByAFormerOwnerLeavesTheNewOwnersEntry() {
    var other = DocumentKey.of("Book", 2);
    lookups.write(present(5, 10, "first owner", "n1"));
    lookups.write(batch(5, 20, Map.of(other, json(other, "second owner", "n1")), Set.of()));
    lookups.write(batch(5, 20, Map.of(KEY, json(KEY, "gave it up", null)), Set.of()));

    assertThat(owner("n1")).hasValue("2");
  }

  @Test
  void anItemThatElasticsearchRefusesForItsContentHaltsWithItsName() {
    var broken =
        new ElasticsearchSink(
            http,
            names,
            (model, key, json) -> "{\"unmapped\":1}".getBytes(StandardCharsets.UTF_8),
            reachedEpoch::get,
            1_000,
            3);
    assertThatThrownBy(() -> broken.write(present(5, 10, "broken", "n1")))
        .isInstanceOf(PoisonDocumentException.class)
        .hasMessageContaining("Book 1");
  }

  private void write(List<DerivedBatch> batches) {
    lookups.write(batches);
    search.write(batches);
    search.makeVisible();
  }

  private List<DerivedBatch> present(long epoch, long snapshot, String title, String isbn) {
    return batch(epoch, snapshot, Map.of(KEY, json(KEY, title, isbn)), Set.of());
  }

  private List<DerivedBatch> absent(long epoch, long snapshot) {
    return batch(epoch, snapshot, Map.of(), Set.of(KEY));
  }

  private List<DerivedBatch> batch(
      long epoch, long snapshot, Map<DocumentKey, byte[]> present, Set<DocumentKey> absent) {
    return List.of(
        new DerivedBatch(
            DocumentVersion.of(epoch, snapshot),
            List.of(new DerivedDocuments(book, present, absent, Map.of())),
            Instant.now()));
  }

  private byte[] json(DocumentKey key, String title, @Nullable String isbn) {
    var jsonb =
        "{\"title\": \"%s\", \"isbn\": %s, \"authorId\": null, \"authorName\": null, \"copies\": 0, \"price\": null}"
            .formatted(title, isbn == null ? "null" : "\"" + isbn + "\"");
    return CanonicalWriter.of(book).write(key, jsonb.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> titles() {
    var lookedUp =
        stored() instanceof StoredValue.Present(var version, var json)
            ? (String) Document.of(book, KEY, version, json).value("title")
            : "nothing";
    var found =
        http.send("GET", "/" + names.index(book) + "/_doc/1", null)
            .body()
            .path("_source")
            .path("doc")
            .path("title")
            .asString("nothing");
    return List.of(lookedUp, found);
  }

  private StoredValue stored() {
    var name = names.document(book, KEY).getBytes(StandardCharsets.UTF_8);
    return StoredValue.parse(
        Objects.requireNonNull(redis.<byte[]>call(commands -> commands.get(name))));
  }

  private long timeToLive() {
    var name = names.document(book, KEY).getBytes(StandardCharsets.UTF_8);
    return Objects.requireNonNull(redis.<Long>call(commands -> commands.ttl(name)));
  }

  private long liveCount() {
    var name = names.liveCount(book, names.bucket(KEY)).getBytes(StandardCharsets.UTF_8);
    byte[] count = redis.<byte[]>call(commands -> commands.get(name));
    return count == null ? 0 : Long.parseLong(new String(count, StandardCharsets.US_ASCII));
  }

  private Optional<String> owner(String isbn) {
    var name = names.unique(book, book.uniqueKey("isbn").orElseThrow(), List.of(isbn));
    byte[] value =
        redis.<byte[]>call(commands -> commands.get(name.getBytes(StandardCharsets.UTF_8)));
    return Optional.ofNullable(value)
        .map(StoredValue::parse)
        .filter(StoredValue.Present.class::isInstance)
        .map(found -> new String(((StoredValue.Present) found).json(), StandardCharsets.UTF_8));
  }
}
