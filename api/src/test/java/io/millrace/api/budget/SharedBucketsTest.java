package io.millrace.api.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.guard.GuardConnections;
import io.millrace.api.guard.GuardRedis;
import io.millrace.ops.stack.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Buckets in a real Redis, asked by two nodes. */
class SharedBucketsTest extends BucketsContract {

  private static final String REDIS = TestStack.shared().freshRedis();
  private static final GuardRedis ONE = GuardConnections.to(REDIS);
  private static final GuardRedis OTHER = GuardConnections.to(REDIS);

  private final List<Buckets> nodes =
      List.of(
          new SharedBuckets(ONE, "test", Duration.ofMinutes(1)),
          new SharedBuckets(OTHER, "test", Duration.ofMinutes(1)));

  @AfterAll
  static void disconnect() {
    ONE.destroy();
    OTHER.destroy();
  }

  @Override
  List<Buckets> nodes() {
    return nodes;
  }

  @Test
  void leakOnTheClockOfRedis() {
    var size = new BucketSize(1000, 2000);
    charge(1000, size);
    var end = Instant.now().plusSeconds(20);
    while (available(size) < 1000 && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertThat(available(size)).isEqualTo(1000);
  }

  @Test
  void leaveNothingBehindThatDoesNotExpire() {
    var settled = charge(100, SLOW);
    charge(100, SLOW);
    nodes.getFirst().settle("owner", settled, 10, SLOW).block();
    var keys = ONE.ask(commands -> commands.keys("test:budget:*")).block();
    assertThat(keys)
        .isNotEmpty()
        .allSatisfy(
            key -> assertThat(ONE.ask(commands -> commands.pttl(key)).block()).isPositive());
  }

  /** As after a restart of Redis. */
  @Test
  void bringTheirScriptsWhereRedisDoesNotKnowThem() {
    var charge = charge(100, SLOW);
    ONE.ask(commands -> commands.scriptFlush()).block();
    assertThat(get(nodes.getFirst().settle("x", charge, 10, SLOW)).admitted()).isFalse();
    ONE.ask(commands -> commands.scriptFlush()).block();
    charge(100, SLOW);
  }
}
