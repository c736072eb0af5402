package io.millrace.projector.run;

import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.millrace.ops.stack.RedisServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A store that goes away is waited for; one that comes back older, empty or as another is noticed.
 */
class StoreOutageTest {

  private static final Duration NEVER = Duration.ofHours(1);

  private RedisServer redis;
  private Library library;

  @BeforeEach
  void open() {
    redis = TestStack.ownRedis();
    library = Library.openWith(redis.uri());
  }

  @AfterEach
  void close() throws Exception {
    if (!redis.isRunning()) {
      redis.restart();
    }
    library.close();
    redis.close();
  }

  @Test
  void aKilledRedisIsWaitedForWhileTheSlotHoldsTheChanges() {
    library.start(Library.PROPERTIES, Duration.ZERO);
    library.sql("insert into book values (1, 'Before')");
    library.awaitProjected();
    redis.kill();
    library.sql("insert into book values (2, 'While it is away')");
    var end = WalPosition.parse(library.value("select pg_current_wal_lsn()::text"));
    library.await(
        "the projector says that Redis is away",
        () ->
            library.projector().state().phase() == ProjectorState.Phase.STORE_AWAY
                && library.projector().state().awayStores().containsKey(ReadStore.LOOKUP));
    assertThat(library.ownership.look().orElseThrow().confirmed()).isLessThan(end);

    redis.restart();
    library.awaitProjected();
    assertThat(library.differences()).isEmpty();
    assertThat(library.projector().state().awayStores()).isEmpty();
  }

  @Test
  void aDerivationThatGrewOldWhileRedisWasAwayIsMadeAgain() {
    library.start(withMostAge(Duration.ofMillis(200)), NEVER);
    library.sql("insert into book values (1, 'Old title')");
    library.awaitProjected();
    redis.kill();
    long derived = library.projector().state().documents();
    library.sql("update book set title = 'Derived before the rest' where id = 1");
    library.await("it is derived", () -> library.projector().state().documents() > derived);
    library.await(
        "Redis is missed",
        () -> library.projector().state().awayStores().containsKey(ReadStore.LOOKUP));
    long missed = System.nanoTime();
    library.await("the derivation is old", () -> System.nanoTime() - missed > 400_000_000);
    redis.restart();
    library.awaitProjected();

    assertThat(library.projector().state().outdated()).isPositive();
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void aRedisThatFellBackIsRepairedByTheReplay() {
    library.start(Library.PROPERTIES, NEVER);
    library.sql("insert into book select n, 'Book ' || n from generate_series(1, 50) n");
    library.awaitProjected();
    var earlier = copy();
    library.sql("insert into book select n, 'Book ' || n from generate_series(51, 100) n");
    library.sql("delete from book where id <= 10");
    library.sql("update book set title = 'Changed' where id between 11 and 20");
    library.awaitProjected();
    long generation = library.projector().state().generation();

    fallBackTo(earlier);
    library.await(
        "a new session begins", () -> library.projector().state().generation() > generation);
    library.awaitProjected();
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void aRedisThatFellBackBehindTheSlotHaltsTheProjector() throws Exception {
    library.start(Library.PROPERTIES, Duration.ZERO);
    library.awaitProjected();
    var earlier = copy();
    library.sql("insert into book values (1, 'Acknowledged')");
    library.awaitProjected();
    var applied = library.searchApplied().wal();
    library.await(
        "the slot has moved past the copy",
        () -> {
          var confirmed = library.ownership.look().orElseThrow().confirmed();
          return confirmed != null && confirmed.compareTo(applied) >= 0;
        });

    fallBackTo(earlier);
    assertThat(library.awaitHalt())
        .isInstanceOf(StoreLostException.class)
        .hasMessageContaining("fell back")
        .hasMessageContaining("./millrace rebuild --all");
  }

  @Test
  void anEmptiedRedisHaltsTheProjectorWithTheRemedy() {
    library.start();
    library.sql("insert into book values (1, 'Kept')");
    library.awaitProjected();
    redis.flush();

    assertThat(library.awaitHalt())
        .isInstanceOf(StoreLostException.class)
        .hasMessageContaining("LOOKUP store is empty");
    assertThat(
            library.value(
                "select halted_remedy from millrace.replication where source = '%s'"
                    .formatted(library.stream.source())))
        .isEqualTo("./millrace rebuild --all");
  }

  @Test
  void aDeletedIndexIsNotMadeAgainByWritesAndHaltsTheProjector() {
    library.start();
    library.sql("insert into book values (1, 'Kept'), (2, 'Deleted later')");
    library.awaitProjected();
    var index = "/" + library.names.index(library.model("Book"));
    library.elasticsearch("DELETE", index);
    // A versioned delete would make an index too.
    library.sql("delete from book where id = 2");

    assertThat(library.awaitHalt())
        .isInstanceOf(io.millrace.projector.slot.ProjectorHaltException.class)
        .hasMessageContaining("gone")
        .hasMessageContaining("./millrace rebuild --all");
    assertThat(library.elasticsearch("HEAD", index)).isEqualTo(404);

    library.start();
    assertThat(library.awaitHalt()).isInstanceOf(StoreLostException.class);
  }

  @Test
  void aRebuildFillsEmptiedStoresAgain() throws Exception {
    library.start();
    library.sql("insert into book select n, 'Book ' || n from generate_series(1, 50) n");
    library.awaitProjected();
    redis.flush();
    library.awaitHalt();

    library.rebuild();
    library.start();
    library.awaitProjected();
    assertThat(library.lookedUp(book(50))).isPresent();
    assertThat(library.differences()).isEmpty();
  }

  /** The whole data set, as an append-only file of that moment would give it back. */
  private Map<byte[], byte[]> copy() {
    try (var client = RedisClient.create(RedisURI.create(redis.uri()));
        var connection = client.connect(ByteArrayCodec.INSTANCE)) {
      var copy = new HashMap<byte[], byte[]>();
      for (var key :
          connection.sync().keys("*".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
        copy.put(key, connection.sync().dump(key));
      }
      return copy;
    }
  }

  /** In one step, as a restart is one. */
  private void fallBackTo(Map<byte[], byte[]> copy) {
    try (var client = RedisClient.create(RedisURI.create(redis.uri()));
        var connection = client.connect(ByteArrayCodec.INSTANCE)) {
      connection.sync().multi();
      connection.sync().flushdb();
      copy.forEach((key, value) -> connection.sync().restore(key, 0, value));
      connection.sync().exec();
    }
  }

  private static ProjectorProperties withMostAge(Duration age) {
    var p = Library.PROPERTIES;
    return new ProjectorProperties(
        true,
        p.publication(),
        p.transactionRows(),
        p.batchRows(),
        p.acknowledgeBehind(),
        p.markerInterval(),
        age,
        p.tombstones(),
        p.documentsInFlight(),
        p.refreshInterval(),
        p.bulkBytes(),
        p.bulkItems(),
        1,
        0,
        p.backfillPortion(),
        p.channelEntries(),
        p.redisTimeout(),
        p.drainTimeout());
  }
}
