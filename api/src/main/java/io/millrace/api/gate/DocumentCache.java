package io.millrace.api.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.millrace.schema.version.ApiVersion;
import java.util.Optional;

/**
 * Parsed and validated documents by API version and hash. Only valid ones are kept: what is refused
 * is cheap to refuse again, and would let a flood push the useful ones out.
 *
 * <p>The hash is the text's SHA-256. By the texts themselves, whose hash codes anybody can make
 * equal, a flood of valid documents could make each look-up a walk through all of them.
 */
final class DocumentCache {

  /**
   * What a parsed document weighs for each character of its text, roughly, in bytes; and what is
   * noted of each of its operations, which may reach all of it by its fragments.
   */
  private static final int WEIGHT_OF_A_CHARACTER = 30;

  private final Cache<Key, Kept> entries;

  /** A document is valid in one version, and may mean something else in another. */
  private record Key(String version, String hash) {}

  private record Kept(KnownDocument document, int weight) {}

  /**
   * @param bytes about how much memory the documents may take
   */
  DocumentCache(long bytes) {
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Key _, Kept kept) -> kept.weight())
            .recordStats()
            .build();
  }

  /** Meters of how often a document is found. */
  MeterBinder meters() {
    return new CaffeineCacheMetrics<>(entries, "documents", Tags.empty());
  }

  Optional<KnownDocument> find(ApiVersion version, DocumentSource.Found document) {
    return Optional.ofNullable(entries.getIfPresent(key(version, document))).map(Kept::document);
  }

  void keep(ApiVersion version, DocumentSource.Found document, KnownDocument valid) {
    entries.put(
        key(version, document), new Kept(valid, weight(document.text(), valid.operations())));
  }

  private static Key key(ApiVersion version, DocumentSource.Found document) {
    return new Key(version.name(), document.hash());
  }

  private static int weight(String text, int operations) {
    long weight = (long) text.length() * WEIGHT_OF_A_CHARACTER * (1 + operations);
    return (int) Math.min(Integer.MAX_VALUE, weight);
  }
}
