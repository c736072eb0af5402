package io.millrace.api.read;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.millrace.api.guard.StoreGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads values from Redis as bytes. Lettuce pipelines what is sent together, and on a cluster
 * splits an MGET by slot, so that keys of one bucket stay in one command.
 */
final class RedisConnection implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  private final Mono<Commands> connecting;
  private final AtomicBoolean away = new AtomicBoolean();
  private final StoreGuard guard;
  private volatile @Nullable Commands open;

  /** The commands that a single server and a cluster share. */
  private record Commands(
      RedisClusterAsyncCommands<byte[], byte[]> async, RedisChannelHandler<?, ?> connection) {

    boolean isClosed() {
      return connection.isClosed();
    }
  }

  RedisConnection(LettuceConnectionFactory factory, StoreGuard guard) {
    this.guard = guard;
    // Connected by the first read and again after a failure, so that the process starts without
    // Redis; connecting blocks, reconnecting is Lettuce's own and does not. An attempt goes on
    // when the read that began it has given up, and all reads wait for the same one.
    this.connecting =
        Mono.fromCallable(() -> connect(factory))
            .subscribeOn(Schedulers.boundedElastic())
            .cache(_ -> Duration.ZERO, _ -> Duration.ZERO, () -> Duration.ZERO);
  }

  /** A connection is closed for good where its factory was stopped, and started again since. */
  private Mono<Commands> commands() {
    return Mono.defer(
        () -> {
          var current = open;
          return current == null || current.isClosed() ? connecting : Mono.just(current);
        });
  }

  /**
   * The values of the keys in the keys' order, in one round trip. A Redis that is away, or does not
   * answer in time, knows none of them, and is not asked again for the same answer.
   */
  Mono<List<KeyValue<byte[], byte[]>>> values(List<byte[]> keys, ReadContext context) {
    if (context.hasLost(Store.REDIS)) {
      return Mono.just(unknown(keys));
    }
    context.roundTripTo(Store.REDIS);
    return ask(keys)
        .doOnNext(_ -> back())
        .onErrorResume(
            failure -> {
              away(failure);
              context.lose(Store.REDIS);
              return Mono.just(unknown(keys));
            });
  }

  private Mono<List<KeyValue<byte[], byte[]>>> ask(List<byte[]> keys) {
    return guard.around(
        commands()
            .flatMap(
                commands ->
                    Mono.fromCompletionStage(
                        () -> commands.async().mget(keys.toArray(byte[][]::new)))));
  }

  /**
   * Whether a read that failed so may succeed at once: the connection was cut, and Lettuce opens
   * the next. What Redis refused, or did not answer in time, is not asked again.
   */
  static boolean isCut(Throwable failure) {
    return failure instanceof IOException
        || (failure instanceof RedisException
            && !(failure instanceof RedisCommandTimeoutException)
            && !(failure instanceof RedisCommandExecutionException));
  }

  private static List<KeyValue<byte[], byte[]>> unknown(List<byte[]> keys) {
    return keys.stream().map(KeyValue::<byte[], byte[]>empty).toList();
  }

  private void away(Throwable failure) {
    if (!away.getAndSet(true)) {
      LOG.warn("Redis can't be read; documents are derived until it can", failure);
    }
  }

  private void back() {
    if (away.get() && away.getAndSet(false)) {
      LOG.info("Redis can be read again");
    }
  }

  private synchronized Commands connect(LettuceConnectionFactory factory) {
    var current = open;
    if (current != null && !current.isClosed()) {
      return current;
    }
    var connected =
        switch (factory.getRequiredNativeClient()) {
          case RedisClient single -> of(single.connect(ByteArrayCodec.INSTANCE));
          case RedisClusterClient cluster -> of(cluster.connect(ByteArrayCodec.INSTANCE));
          default -> throw new IllegalStateException("An unknown kind of Redis client");
        };
    open = connected;
    return connected;
  }

  private static Commands of(StatefulRedisConnection<byte[], byte[]> single) {
    return new Commands(single.async(), (RedisChannelHandler<?, ?>) single);
  }

  private static Commands of(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
    return new Commands(cluster.async(), (RedisChannelHandler<?, ?>) cluster);
  }

  @Override
  public void destroy() {
    var current = open;
    if (current != null) {
      current.connection().close();
    }
  }
}
