package io.millrace.projector.position;

import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.millrace.projector.sink.LuaScript;
import io.millrace.projector.sink.RedisLink;
import io.millrace.projector.slot.SlotHeldException;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.channel.ChannelEntry;
import io.millrace.write.channel.ChannelId;
import io.millrace.write.channel.ChannelRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ordered Redis stream by which API nodes hear what changed and how far the stores are
 * (DESIGN.md section 8). Each entry follows the one that this owner knows to be the last; Redis
 * refuses it otherwise, so that an owner that lost the slot, and a Redis that fell back, are
 * noticed here.
 */
public final class Channel {

  private static final LuaScript PUBLISH = LuaScript.load(Channel.class, "publish.lua");

  private final RedisLink redis;
  private final StoreNames names;
  private final long generation;
  private final int mostEntries;
  private String known;
  private ChannelId last;
  private @Nullable Publication unanswered;

  private Channel(
      RedisLink redis, StoreNames names, long generation, int mostEntries, String known) {
    this.redis = redis;
    this.names = names;
    this.generation = generation;
    this.mostEntries = mostEntries;
    this.known = known;
    this.last = known.isEmpty() ? ChannelId.NONE : ChannelId.parse(known);
  }

  /**
   * Begins to publish as an owner of the slot; from then on earlier owners are refused.
   *
   * @param generation the owner's
   * @param mostEntries about how many entries are kept; a node that is further behind has a gap
   */
  public static Channel take(RedisLink redis, StoreNames names, long generation, int mostEntries) {
    var key = names.changes().getBytes(StandardCharsets.UTF_8);
    List<StreamMessage<byte[], byte[]>> newest =
        redis.call(
            commands -> commands.xrevrange(key, Range.unbounded(), io.lettuce.core.Limit.from(1)));
    var known = newest == null || newest.isEmpty() ? "" : newest.getFirst().getId();
    var channel = new Channel(redis, names, generation, mostEntries, known);
    channel.prepare(List.of(new ChannelRecord.Heartbeat())).publish();
    return channel;
  }

  /** Records to be published together. */
  public Publication prepare(List<? extends ChannelRecord> records) {
    return new Publication(List.copyOf(records));
  }

  /** The id of the last entry. */
  public synchronized ChannelId last() {
    return last;
  }

  /** Records that go onto the channel together, once, however often it is tried. */
  public final class Publication {

    private final List<ChannelRecord> records;
    private boolean published;
    private LuaScript.@Nullable Call call;
    private ChannelId end = ChannelId.NONE;

    private Publication(List<ChannelRecord> records) {
      this.records = records;
      this.published = records.isEmpty();
    }

    /**
     * Publishes the records unless an earlier try did.
     *
     * @throws io.millrace.projector.sink.StoreAwayException when Redis did not answer
     * @throws SlotHeldException when a later owner of the slot has published
     * @throws StoreChangedException when Redis does not have what was published before
     */
    public void publish() {
      synchronized (Channel.this) {
        // What was sent without an answer may be on the stream, whose ids must not be used again.
        var earlier = unanswered;
        if (earlier != null) {
          earlier.send();
        }
        if (!published) {
          call = encode();
          unanswered = this;
          send();
        }
      }
    }

    private LuaScript.Call encode() {
      var encoded =
          LuaScript.Call.empty()
              .key(names.changes())
              .key(names.generation())
              .argument(Long.toString(generation))
              .argument(known)
              .argument(Integer.toString(mostEntries));
      var predecessor = last;
      for (var record : records) {
        var id =
            predecessor.generation() == generation
                ? predecessor.next()
                : new ChannelId(generation, 1);
        var fields = new ChannelEntry(id, predecessor, record).fields();
        encoded.argument(id.toString()).argument(Integer.toString(fields.size()));
        fields.forEach((name, value) -> encoded.argument(name).argument(value));
        predecessor = id;
      }
      end = predecessor;
      return encoded;
    }

    private void send() {
      var sent = java.util.Objects.requireNonNull(call);
      var answer = PUBLISH.run(redis, List.of(sent)).getFirst();
      switch (answer.getFirst()) {
        case "published" -> confirm();
        case "moved" -> {
          if (!answer.getLast().equals(end.toString())) {
            unanswered = null;
            throw new StoreChangedException(
                "The channel's last entry is '%s' where '%s' was published"
                    .formatted(answer.getLast(), known));
          }
          confirm();
        }
        default ->
            throw new SlotHeldException(
                "Generation %s has published since; this projector is generation %d."
                    .formatted(answer.getLast(), generation),
                "nothing, while the other projector runs; otherwise start this one again");
      }
    }

    private void confirm() {
      published = true;
      unanswered = null;
      last = end;
      known = end.toString();
    }
  }
}
