package io.millrace.projector.sink;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis that never repeats a command by itself. Lettuce's reconnection would send
 * what was under way again, minutes later if Redis was away for minutes; work that old must be
 * derived again instead (DESIGN.md section 5, promise 6). So a lost connection fails what was under
 * way, and the next call opens a new one.
 */
public final class RedisLink implements AutoCloseable {

  private static final Set<String> PASSING_ERRORS =
      Set.of(
          "LOADING", "BUSY", "MASTERDOWN", "READONLY", "OOM", "MISCONF", "CLUSTERDOWN", "TRYAGAIN");

  private final RedisClient client;
  private final Duration timeout;
  private @Nullable StatefulRedisConnection<byte[], byte[]> connection;

  /**
   * A link that connects when it is first used.
   *
   * @param timeout for connecting, and for the answers to one pipeline
   */
  public RedisLink(RedisURI address, Duration timeout) {
    this.client = RedisClient.create(RedisURI.builder(address).withTimeout(timeout).build());
    this.client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    this.timeout = timeout;
  }

  /**
   * Sends commands as one pipeline and returns their answers in order.
   *
   * @throws StoreAwayException when Redis did not answer all of them
   */
  public synchronized <T> List<T> pipeline(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends List<RedisFuture<T>>> commands) {
    try {
      var open = open();
      open.setAutoFlushCommands(false);
      List<RedisFuture<T>> futures;
      try {
        futures = commands.apply(open.async());
      } finally {
        open.flushCommands();
        open.setAutoFlushCommands(true);
      }
      return answers(futures);
    } catch (RedisException failed) {
      throw away(failed);
    }
  }

  /**
   * Sends one command and returns its answer.
   *
   * @throws StoreAwayException when Redis did not answer
   */
  public <T> @Nullable T call(
      Function<RedisAsyncCommands<byte[], byte[]>, RedisFuture<T>> command) {
    return this.<T>pipeline(commands -> List.of(command.apply(commands))).getFirst();
  }

  private <T> List<T> answers(List<RedisFuture<T>> futures) {
    long deadline = System.nanoTime() + timeout.toNanos();
    var answers = new ArrayList<T>(futures.size());
    try {
      for (var future : futures) {
        answers.add(future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
      return answers;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RedisException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof IOException closed) {
        // Netty's own, when the channel closes between the look at it and the write.
        throw away(closed);
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException late) {
      throw away(late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw away(stopped);
    }
  }

  /** Drops the connection: an answer that comes late must not be taken for another command's. */
  private RuntimeException away(Exception failure) {
    if (failure instanceof RedisCommandExecutionException refused && !passing(refused)) {
      return refused;
    }
    var lost = connection;
    connection = null;
    if (lost != null) {
      lost.closeAsync();
    }
    return new StoreAwayException("Redis did not answer: " + failure.getMessage(), failure);
  }

  private static boolean passing(RedisCommandExecutionException refused) {
    var message = String.valueOf(refused.getMessage());
    int space = message.indexOf(' ');
    return PASSING_ERRORS.contains(space < 0 ? message : message.substring(0, space));
  }

  private StatefulRedisConnection<byte[], byte[]> open() {
    var open = connection;
    if (open == null || !open.isOpen()) {
      open = client.connect(ByteArrayCodec.INSTANCE);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
