package io.millrace.projector.position;

import io.millrace.projector.sink.LuaScript;
import io.millrace.projector.sink.RedisLink;
import io.millrace.schema.store.Bucket;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.position.StreamPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of a Redis, in a few keys of its data set. */
public final class RedisJournal extends StoreJournal {

  private static final LuaScript APPLY = LuaScript.load(RedisJournal.class, "apply.lua");

  // One Redis is one shard; with several, each would keep a record under a bucket of its own.
  private static final Bucket SHARD = new Bucket(0);

  private final RedisLink redis;
  private final String applied;
  private final String incarnation;
  private final String epoch;

  public RedisJournal(RedisLink redis, StoreNames names) {
    this.redis = redis;
    this.applied = names.applied(SHARD);
    this.incarnation = names.incarnation(SHARD);
    this.epoch = names.epoch(SHARD);
  }

  @Override
  Optional<StoreState> read() {
    var known = get(incarnation);
    var position = get(applied);
    var highest = get(epoch);
    return known == null || position == null || highest == null
        ? Optional.empty()
        : Optional.of(
            new StoreState(known, StreamPosition.parse(position), Long.parseLong(highest)));
  }

  @Override
  void create(StoreState state) {
    set(applied, state.applied().toString());
    set(epoch, Long.toString(state.epoch()));
    // Last: a record without it is none.
    set(incarnation, state.incarnation());
  }

  @Override
  void replace(StoreState known, StoreState next) {
    var call =
        LuaScript.Call.empty()
            .key(applied)
            .key(incarnation)
            .key(epoch)
            .argument(known.incarnation())
            .argument(known.applied().toString())
            .argument(next.applied().toString())
            .argument(Long.toString(next.epoch()));
    var answer = APPLY.run(redis, List.of(call)).getFirst();
    if (!answer.getFirst().equals("applied")) {
      throw new StoreChangedException(
          "Redis has %s where %s was recorded".formatted(answer.getLast(), known));
    }
  }

  private @Nullable String get(String key) {
    byte[] value = redis.<byte[]>call(commands -> commands.get(bytes(key)));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private void set(String key, String value) {
    redis.<String>call(commands -> commands.set(bytes(key), bytes(value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
