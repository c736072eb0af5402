package io.millrace.api.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Buckets of this node alone. */
final class LocalBuckets implements Buckets {

  /** Buckets that are remembered; one that is forgotten is an empty one. */
  private static final int MOST_BUCKETS = 100_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanos;
  private final Cache<String, Level> levels =
      Caffeine.newBuilder().maximumSize(MOST_BUCKETS).build();
  private final Cache<String, Double> charges;

  /** What was in a bucket at a time. */
  private record Level(double amount, long at) {}

  /**
   * @param nanos a clock that only goes forward
   * @param unsettled how long a charge waits for its settlement
   */
  LocalBuckets(LongSupplier nanos, Duration unsettled) {
    this.nanos = nanos;
    this.charges =
        Caffeine.newBuilder().maximumSize(MOST_BUCKETS).expireAfterWrite(unsettled).build();
  }

  @Override
  public Mono<Filling> charge(String owner, String charge, double amount, BucketSize size) {
    return Mono.fromSupplier(
        () -> {
          if (charges.getIfPresent(charge) != null) {
            return new Filling(true, change(owner, 0, size));
          }
          var filling = pour(owner, amount, size);
          if (filling.admitted() && amount > 0) {
            charges.put(charge, amount);
          }
          return filling;
        });
  }

  @Override
  public Mono<Filling> settle(String owner, String charge, double actual, BucketSize size) {
    return Mono.fromSupplier(
        () -> {
          var charged = charges.asMap().remove(charge);
          return new Filling(
              charged != null, change(owner, charged == null ? 0 : actual - charged, size));
        });
  }

  /** Pours in what fits, for those who settle nothing. */
  Filling pour(String owner, double amount, BucketSize size) {
    var admitted = new boolean[1];
    var level =
        levels
            .asMap()
            .compute(
                owner,
                (_, before) -> {
                  long now = nanos.getAsLong();
                  double left = leaked(before, now, size);
                  admitted[0] = left + amount <= size.capacity();
                  return new Level(admitted[0] ? left + amount : left, now);
                });
    return new Filling(admitted[0], size.capacity() - level.amount());
  }

  private double change(String owner, double difference, BucketSize size) {
    var level =
        levels
            .asMap()
            .compute(
                owner,
                (_, before) -> {
                  long now = nanos.getAsLong();
                  return new Level(Math.max(0, leaked(before, now, size) + difference), now);
                });
    return size.capacity() - level.amount();
  }

  private static double leaked(@Nullable Level before, long now, BucketSize size) {
    if (before == null) {
      return 0;
    }
    double seconds = Math.max(0, now - before.at()) / NANOS_PER_SECOND;
    return Math.max(0, before.amount() - seconds * size.restoreRate());
  }
}
