package io.millrace.api.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.millrace.schema.version.ApiVersion;
import java.util.Optional;

/**
 * Parsed and validated documents by API version and text. Only valid ones are kept: what is refused
 * is cheap to refuse again, and would let a flood push the useful ones out.
 */
final class DocumentCache {

  /** What a parsed document weighs for each character of its text, roughly, in bytes. */
  private static final int WEIGHT_OF_A_CHARACTER = 30;

  private final Cache<Key, KnownDocument> entries;

  /** A document is valid in one version, and may mean something else in another. */
  private record Key(String version, String text) {}

  /**
   * @param bytes about how much memory the documents may take
   */
  DocumentCache(long bytes) {
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Key key, KnownDocument _) -> weight(key.text()))
            .recordStats()
            .build();
  }

  /** Meters of how often a document is found. */
  MeterBinder meters() {
    return new CaffeineCacheMetrics<>(entries, "documents", Tags.empty());
  }

  Optional<KnownDocument> find(ApiVersion version, String text) {
    return Optional.ofNullable(entries.getIfPresent(new Key(version.name(), text)));
  }

  void keep(ApiVersion version, String text, KnownDocument valid) {
    entries.put(new Key(version.name(), text), valid);
  }

  private static int weight(String text) {
    return (int) Math.min(Integer.MAX_VALUE, (long) text.length() * WEIGHT_OF_A_CHARACTER);
  }
}
