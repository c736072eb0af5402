package io.millrace.api.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalBucketsTest extends BucketsContract {

  private final AtomicLong nanos = new AtomicLong();
  private final LocalBuckets buckets = new LocalBuckets(nanos::get, Duration.ofMinutes(1));

  @Override
  List<Buckets> nodes() {
    return List.of(buckets, buckets);
  }

  @Test
  void leakAtTheirRate() {
    var size = new BucketSize(100, 10);
    charge(80, size);
    nanos.addAndGet(Duration.ofMillis(2500).toNanos());
    assertThat(available(size)).isEqualTo(45);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(available(size)).isEqualTo(100);
  }

  @Test
  void giveBackNoMoreThanIsInThem() {
    var size = new BucketSize(100, 10);
    var charge = charge(80, size);
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThat(get(buckets.settle("nobody", "nothing", 0, size)).available()).isEqualTo(100);
    nodes().getFirst().settle("owner", charge, 0, size).block();
    assertThat(available(size)).isLessThanOrEqualTo(100);
  }
}
