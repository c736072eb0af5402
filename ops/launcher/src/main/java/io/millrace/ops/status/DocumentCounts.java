package io.millrace.ops.status;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.store.Bucket;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.Derivation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Counts a read model's documents in the three stores. */
final class DocumentCounts {

  private static final Duration COUNT_LIMIT = Duration.ofMinutes(5);
  private static final int SCAN_PAGE = 1_000;
  // A stored value's second character holds its flags; an odd digit says tombstone.
  private static final int FLAGS = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Derivation derivation;
  private final String elasticsearch;
  private final RedisCommands<String, String> redis;
  private final StoreNames names;
  private final HttpClient http;

  DocumentCounts(
      Derivation derivation,
      String elasticsearch,
      RedisCommands<String, String> redis,
      StoreNames names,
      HttpClient http) {
    this.derivation = derivation;
    this.elasticsearch = elasticsearch;
    this.redis = redis;
    this.names = names;
    this.http = http;
  }

  /**
   * Counts one model's documents.
   *
   * @param exact whether Redis is scanned instead of asked for its live count
   */
  StatusReport.Counts of(ReadModel model, boolean exact) throws IOException, InterruptedException {
    return new StatusReport.Counts(
        Objects.requireNonNull(derivation.count(model).block(COUNT_LIMIT)),
        inElasticsearch(model),
        exact ? scanned(model) : live(model));
  }

  private long inElasticsearch(ReadModel model) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(elasticsearch + "/" + names.index(model) + "/_count"))
            .timeout(Duration.ofSeconds(10))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 404 ? 0 : JSON.readTree(answer.body()).path("count").asLong(0);
  }

  private long live(ReadModel model) {
    return IntStream.range(0, Bucket.COUNT)
        .mapToObj(number -> redis.get(names.liveCount(model, new Bucket(number))))
        .filter(Objects::nonNull)
        .mapToLong(Long::parseLong)
        .sum();
  }

  private long scanned(ReadModel model) {
    var pattern = ScanArgs.Builder.matches(names.documentPattern(model)).limit(SCAN_PAGE);
    long documents = 0;
    KeyScanCursor<String> cursor = redis.scan(pattern);
    while (true) {
      documents += cursor.getKeys().stream().filter(this::isDocument).count();
      if (cursor.isFinished()) {
        return documents;
      }
      cursor = redis.scan(cursor, pattern);
    }
  }

  private boolean isDocument(String key) {
    var flags = redis.getrange(key, FLAGS, FLAGS);
    return !flags.isEmpty() && Character.digit(flags.charAt(0), 16) % 2 == 0;
  }
}
