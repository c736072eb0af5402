package io.millrace.ops.bench;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.millrace.ops.run.Addresses;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.channel.ChannelEntry;
import io.millrace.write.channel.ChannelRecord.DocumentsChanged;
import io.millrace.write.channel.ReadStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Mutations at a steady rate, and when what they changed can be read. The projector's own notices
 * tell: one about a store is published after the document can be read there, for searches after the
 * refresh. Two mutations of one document are never under way at once, so a notice has one cause.
 */
final class VisibilityBench {

  private static final long SEED = 20_261_125L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final URI api;
  private final Addresses addresses;
  private final ScenarioRequests requests;
  private final Map<DocumentKey, Change> pending = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<HttpConnection> idle = new ConcurrentLinkedQueue<>();

  VisibilityBench(Addresses addresses, ScenarioRequests requests) {
    this.api = URI.create(addresses.api());
    this.addresses = addresses;
    this.requests = requests;
  }

  /** One mutation under way; times as System.nanoTime, 0 while something has not happened. */
  private static final class Change {
    private final long sent = System.nanoTime();
    private volatile long answered;
    private volatile long inLookups;
    private volatile long inSearches;

    boolean isSeen() {
      return answered != 0 && inLookups != 0 && inSearches != 0;
    }
  }

  /** Measures at this rate for this long. */
  VisibilityFigures run(int perSecond, Duration time) throws IOException, InterruptedException {
    var client = RedisClient.create(addresses.redis());
    var stopped = new AtomicBoolean();
    var all = new ConcurrentLinkedQueue<Change>();
    try (var connection = client.connect();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var channel = connection.sync();
      var from = newest(channel);
      var reader = threads.submit(() -> follow(channel, from, stopped));
      var random = new SplittableRandom(SEED);
      long begun = System.nanoTime();
      long count = perSecond * time.toMillis() / 1_000;
      for (long at = 0; at < count; at++) {
        LockSupport.parkNanos(begun + at * 1_000_000_000L / perSecond - System.nanoTime());
        var request = free(random);
        if (request != null) {
          var change = new Change();
          pending.put(request.changes().orElseThrow(), change);
          all.add(change);
          threads.submit(() -> send(request, change));
        }
      }
      awaitSeen();
      stopped.set(true);
      reader.get();
    } catch (ExecutionException failure) {
      throw new IOException("The channel can't be read", failure.getCause());
    } finally {
      client.shutdown(0, 2, TimeUnit.SECONDS);
      for (var open = idle.poll(); open != null; open = idle.poll()) {
        open.close();
      }
    }
    int missing = pending.size();
    pending.clear();
    var seen = all.stream().filter(Change::isSeen).toList();
    return new VisibilityFigures(
        perSecond,
        all.size(),
        missing,
        delay(seen, change -> change.inLookups),
        delay(seen, change -> change.inSearches));
  }

  private ScenarioRequests.@Nullable Request free(SplittableRandom random) {
    for (int draw = 0; draw < 1_000; draw++) {
      var request = requests.pick(random);
      if (!pending.containsKey(request.changes().orElseThrow())) {
        return request;
      }
    }
    return null; // everything is under way: the projector is far behind
  }

  private Void send(ScenarioRequests.Request request, Change change) throws IOException {
    var connection = idle.poll();
    if (connection == null) {
      connection = new HttpConnection(api);
    }
    var answer =
        connection.send(connection.request(api.getPath(), request.body(), request.token()));
    change.answered = System.nanoTime();
    if (answer.status() != 200) {
      throw new IOException("The API answered a mutation with status " + answer.status());
    }
    idle.add(connection);
    finish(request.changes().orElseThrow(), change);
    return null;
  }

  private void finish(DocumentKey key, Change change) {
    if (change.isSeen()) {
      pending.remove(key, change);
    }
  }

  private String newest(RedisCommands<String, String> channel) {
    var last =
        channel.xrevrange(addresses.stream().names().changes(), Range.unbounded(), Limit.from(1));
    return last.isEmpty() ? "0-0" : last.getFirst().getId();
  }

  private Void follow(RedisCommands<String, String> channel, String from, AtomicBoolean stopped) {
    var stream = addresses.stream().names().changes();
    var last = from;
    while (!stopped.get()) {
      var entries =
          channel.xread(XReadArgs.Builder.block(POLL), XReadArgs.StreamOffset.from(stream, last));
      long now = System.nanoTime();
      for (var entry : entries) {
        last = entry.getId();
        if (ChannelEntry.decode(entry.getId(), entry.getBody()).record()
            instanceof DocumentsChanged changed) {
          changed.upserted().forEach(text -> saw(changed.model(), text, changed.store(), now));
        }
      }
    }
    return null;
  }

  private void saw(String model, String text, ReadStore store, long now) {
    var key = new DocumentKey(model, text);
    var change = pending.get(key);
    if (change == null) {
      return;
    }
    if (store == ReadStore.LOOKUP && change.inLookups == 0) {
      change.inLookups = now;
    } else if (store == ReadStore.SEARCH && change.inSearches == 0) {
      change.inSearches = now;
    }
    finish(key, change);
  }

  private void awaitSeen() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!pending.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static VisibilityFigures.Delay delay(
      Collection<Change> seen, ToLongFunction<Change> visible) {
    List<Long> fromRequest = new ArrayList<>();
    List<Long> fromAnswer = new ArrayList<>();
    for (var change : seen) {
      fromRequest.add(visible.applyAsLong(change) - change.sent);
      fromAnswer.add(Math.max(0, visible.applyAsLong(change) - change.answered));
    }
    var request = new Latencies(fromRequest.stream().mapToLong(Long::longValue).toArray());
    var answer = new Latencies(fromAnswer.stream().mapToLong(Long::longValue).toArray());
    return new VisibilityFigures.Delay(
        request.millis(0.5), request.millis(0.99), answer.millis(0.5), answer.millis(0.99));
  }
}
