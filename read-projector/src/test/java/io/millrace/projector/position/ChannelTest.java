package io.millrace.projector.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.Range;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.millrace.ops.stack.TestStack;
import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.slot.SlotHeldException;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.channel.ChannelEntry;
import io.millrace.write.channel.ChannelId;
import io.millrace.write.channel.ChannelRecord;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channel names each entry's predecessor and belongs to the latest owner of the slot. */
class ChannelTest {

  private static final List<ChannelRecord> HEARTBEAT = List.of(new ChannelRecord.Heartbeat());

  private StoreNames names;
  private RedisLink redis;

  @BeforeEach
  void connect() {
    names = new StoreNames("millrace", TestStack.freshName("channel"), 0);
    redis = new RedisLink(RedisURI.create(TestStack.shared().freshRedis()), Duration.ofSeconds(5));
  }

  @AfterEach
  void disconnect() {
    redis.close();
  }

  @Test
  void everyEntryNamesItsPredecessorAcrossOwners() {
    var first = Channel.take(redis, names, 1, 1_000);
    first.prepare(List.of(position(10), new ChannelRecord.Heartbeat())).publish();
    var second = Channel.take(redis, names, 2, 1_000);
    second.prepare(List.of(position(20))).publish();

    var entries = entries();
    assertThat(entries).hasSize(5);
    var predecessor = ChannelId.NONE;
    for (var entry : entries) {
      assertThat(entry.predecessor()).isEqualTo(predecessor);
      predecessor = entry.id();
    }
    assertThat(entries.getLast().id()).isEqualTo(new ChannelId(2, 2));
    assertThat(entries.getLast().record()).isEqualTo(position(20));
  }

  @Test
  void theEntriesOfAnEarlierOwnerAreRefused() {
    var first = Channel.take(redis, names, 1, 1_000);
    Channel.take(redis, names, 2, 1_000);
    assertThatThrownBy(() -> first.prepare(HEARTBEAT).publish())
        .isInstanceOf(SlotHeldException.class)
        .hasMessageContaining("Generation 2");
    assertThat(entries()).hasSize(2);
  }

  @Test
  void anEarlierOwnerIsRefusedAlsoWhereTheStreamWasLost() {
    var first = Channel.take(redis, names, 1, 1_000);
    Channel.take(redis, names, 2, 1_000);
    redis.<Long>call(c -> c.del(names.changes().getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> first.prepare(HEARTBEAT).publish())
        .isInstanceOf(SlotHeldException.class);
  }

  @Test
  void aStreamThatLostItsEndIsNoticed() {
    var channel = Channel.take(redis, names, 1, 1_000);
    channel.prepare(HEARTBEAT).publish();
    redis.<Long>call(
        c -> c.xdel(names.changes().getBytes(StandardCharsets.UTF_8), channel.last().toString()));
    assertThatThrownBy(() -> channel.prepare(HEARTBEAT).publish())
        .isInstanceOf(StoreChangedException.class)
        .hasMessageContaining("1-2");
  }

  @Test
  void aPublicationThatIsTriedAgainIsThereOnce() {
    var channel = Channel.take(redis, names, 1, 1_000);
    var publication = channel.prepare(List.of(position(10)));
    publication.publish();
    publication.publish();
    assertThat(entries()).hasSize(2);
  }

  @Test
  void theStreamIsKeptToABoundedLength() {
    var channel = Channel.take(redis, names, 1, 100);
    for (int entry = 0; entry < 1_000; entry++) {
      channel.prepare(HEARTBEAT).publish();
    }
    assertThat(entries().size()).isBetween(100, 300);
  }

  private static ChannelRecord position(long lsn) {
    return new ChannelRecord.PositionReached(
        ReadStore.LOOKUP,
        new StreamPosition(SourcePartition.MAIN, "7000", 1, new WalPosition(lsn)));
  }

  private List<ChannelEntry> entries() {
    List<StreamMessage<byte[], byte[]>> messages =
        redis.call(
            c -> c.xrange(names.changes().getBytes(StandardCharsets.UTF_8), Range.unbounded()));
    return Objects.requireNonNull(messages).stream()
        .map(
            message -> {
              var fields = new HashMap<String, String>();
              message
                  .getBody()
                  .forEach(
                      (name, value) ->
                          fields.put(
                              new String(name, StandardCharsets.UTF_8),
                              new String(value, StandardCharsets.UTF_8)));
              return ChannelEntry.decode(message.getId(), fields);
            })
        .toList();
  }
}
