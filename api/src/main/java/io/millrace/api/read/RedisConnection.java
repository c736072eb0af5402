package io.millrace.api.read;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.millrace.api.error.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads values from Redis as bytes. Lettuce pipelines what is sent together, and on a cluster
 * splits an MGET by slot, so that keys of one bucket stay in one command.
 */
final class RedisConnection implements DisposableBean {

  private final Mono<Commands> commands;
  private final Duration timeout;
  private volatile Runnable close = () -> {};

  /** The commands that a single server and a cluster share. */
  private record Commands(RedisClusterAsyncCommands<byte[], byte[]> async) {}

  RedisConnection(LettuceConnectionFactory factory, Duration timeout) {
    this.timeout = timeout;
    // Connected by the first read and again after a failure, so that the process starts without
    // Redis; connecting blocks, reconnecting is Lettuce's own and does not.
    this.commands =
        Mono.fromCallable(() -> connect(factory))
            .subscribeOn(Schedulers.boundedElastic())
            .cache(_ -> Duration.ofMillis(Long.MAX_VALUE), _ -> Duration.ZERO, () -> Duration.ZERO);
  }

  /** The values of the keys in the keys' order, in one round trip. */
  Mono<List<KeyValue<byte[], byte[]>>> values(List<byte[]> keys) {
    return commands
        .flatMap(
            commands ->
                Mono.fromCompletionStage(commands.async().mget(keys.toArray(byte[][]::new))))
        .timeout(timeout)
        .onErrorMap(
            error -> !(error instanceof TimeoutException),
            error -> new StoreUnavailableException("Redis can't be read", error));
  }

  private Commands connect(LettuceConnectionFactory factory) {
    return switch (factory.getRequiredNativeClient()) {
      case RedisClient single -> {
        StatefulRedisConnection<byte[], byte[]> connection =
            single.connect(ByteArrayCodec.INSTANCE);
        close = connection::close;
        yield new Commands(connection.async());
      }
      case RedisClusterClient cluster -> {
        var connection = cluster.connect(ByteArrayCodec.INSTANCE);
        close = connection::close;
        yield new Commands(connection.async());
      }
      default -> throw new IllegalStateException("An unknown kind of Redis client");
    };
  }

  @Override
  public void destroy() {
    close.run();
  }
}
