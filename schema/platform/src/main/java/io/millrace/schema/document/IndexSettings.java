package io.millrace.schema.document;

import java.time.Duration;

/**
 * How an index is run, as opposed to what it holds.
 *
 * @param shards the number of primary shards, at least 1
 * @param replicas the number of copies of each, at least 0
 * @param refreshInterval how long a write may stay invisible to searches; negative: until a refresh
 *     is asked for
 * @param gcDeletes how long the version of a deleted document is remembered, at least 5 minutes:
 *     ten times the age at which a derivation is thrown away, so that no late write can bring it
 *     back
 */
public record IndexSettings(
    int shards, int replicas, Duration refreshInterval, Duration gcDeletes) {

  // before DEFAULT, which is checked against it
  private static final Duration LEAST_GC_DELETES = Duration.ofMinutes(5);

  /** One shard, no copies, a second to be seen, deletes remembered for an hour. */
  public static final IndexSettings DEFAULT =
      new IndexSettings(1, 0, Duration.ofSeconds(1), Duration.ofHours(1));

  public IndexSettings {
    if (shards < 1 || replicas < 0) {
      throw new IllegalArgumentException(
          "An index has at least 1 shard and 0 replicas, not %d and %d"
              .formatted(shards, replicas));
    }
    if (gcDeletes.compareTo(LEAST_GC_DELETES) < 0) {
      throw new IllegalArgumentException(
          "index.gc_deletes is %s; at least %s is needed, or a late write brings a deleted document back"
              .formatted(gcDeletes, LEAST_GC_DELETES));
    }
  }
}
