package io.millrace.projector.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the projector works.
 *
 * @param enabled whether this process projects at all
 * @param publication the publication to follow; {@code migrate} keeps it
 * @param transactionRows transactions of up to so many rows are derived in one snapshot
 * @param batchRows small transactions are put together up to so many rows
 * @param acknowledgeBehind how far the replication slot stays behind what both stores have; a store
 *     that falls back by less is repaired by replay alone
 * @param markerInterval how often a marker is written, so that positions move when nobody writes
 * @param maxDerivationAge an older derivation is thrown away and made again
 * @param tombstones how long a deleted document's version is remembered: at least ten times {@code
 *     max-derivation-age} and five minutes
 * @param documentsInFlight derived documents that no store need have yet
 * @param refreshInterval the least time between two refreshes of the search indices
 * @param bulkBytes the size of a request to Elasticsearch, in bytes
 * @param bulkItems the documents of a request to Elasticsearch
 * @param shards shards of a new search index
 * @param replicas replicas of each shard
 * @param backfillPortion keys that a backfill derives at once
 * @param channelEntries about how many entries of the channel are kept
 * @param redisTimeout how long an answer of Redis may take
 * @param drainTimeout how long the projector finishes what is under way when it is stopped
 */
@ConfigurationProperties("millrace.projector")
public record ProjectorProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("millrace") String publication,
    @DefaultValue("10000") int transactionRows,
    @DefaultValue("8192") int batchRows,
    @DefaultValue("60s") Duration acknowledgeBehind,
    @DefaultValue("1s") Duration markerInterval,
    @DefaultValue("30s") Duration maxDerivationAge,
    @DefaultValue("1h") Duration tombstones,
    @DefaultValue("20000") int documentsInFlight,
    @DefaultValue("200ms") Duration refreshInterval,
    @DefaultValue("8388608") int bulkBytes,
    @DefaultValue("2000") int bulkItems,
    @DefaultValue("1") int shards,
    @DefaultValue("0") int replicas,
    @DefaultValue("4000") int backfillPortion,
    @DefaultValue("100000") int channelEntries,
    @DefaultValue("10s") Duration redisTimeout,
    @DefaultValue("20s") Duration drainTimeout) {

  private static final Duration LEAST_TOMBSTONES = Duration.ofMinutes(5);
  private static final int TOMBSTONES_PER_AGE = 10;

  public ProjectorProperties {
    positive("transaction-rows", transactionRows);
    positive("batch-rows", batchRows);
    positive("documents-in-flight", documentsInFlight);
    positive("bulk-bytes", bulkBytes);
    positive("bulk-items", bulkItems);
    positive("shards", shards);
    positive("backfill-portion", backfillPortion);
    positive("channel-entries", channelEntries);
    positive("max-derivation-age", maxDerivationAge.toMillis());
    positive("redis-timeout", redisTimeout.toMillis());
    if (tombstones.compareTo(maxDerivationAge.multipliedBy(TOMBSTONES_PER_AGE)) < 0
        || tombstones.compareTo(LEAST_TOMBSTONES) < 0) {
      throw new IllegalArgumentException(
          "millrace.projector.tombstones is %s; it must be at least ten times max-derivation-age (%s)"
                  .formatted(tombstones, maxDerivationAge)
              + " and 5 minutes, or a late write brings a deleted document back");
    }
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "millrace.projector.%s must be positive, not %d".formatted(name, value));
    }
  }
}
