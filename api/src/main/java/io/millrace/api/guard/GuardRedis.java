package io.millrace.api.guard;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;

/**
 * The Redis of the guards' own data: budgets, rates, remembered documents. It may evict and may be
 * away; whoever asks it has an answer of its own for that.
 */
public final class GuardRedis implements DisposableBean {

  private final RedisClient client;
  private final RedisURI address;
  private final StoreGuard guard;
  private final Mono<StatefulRedisConnection<String, String>> connecting;
  private volatile @Nullable StatefulRedisConnection<String, String> open;

  GuardRedis(RedisClient client, RedisURI address, StoreGuard guard) {
    this.client = client;
    this.address = address;
    this.guard = guard;
    // Connected by the first who asks, and again after a failure; reconnecting is Lettuce's own.
    this.connecting =
        Mono.defer(this::connect)
            .cache(_ -> Duration.ZERO, _ -> Duration.ZERO, () -> Duration.ZERO);
  }

  private Mono<StatefulRedisConnection<String, String>> connect() {
    var current = open;
    return current != null
        ? Mono.just(current)
        : Mono.fromCompletionStage(() -> client.connectAsync(StringCodec.UTF8, address))
            .doOnNext(connected -> open = connected);
  }

  /**
   * Asks with bounded time.
   *
   * @return the answer, empty where Redis has none; fails where Redis is away, does not answer in
   *     time, or has failed so often that it is not asked
   */
  public <T> Mono<T> ask(
      Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> question) {
    return guard.around(
        Mono.defer(
            () -> {
              var current = open;
              return (current == null ? connecting : Mono.just(current))
                  .flatMap(
                      connection ->
                          Mono.fromCompletionStage(() -> question.apply(connection.async())));
            }));
  }

  @Override
  public void destroy() {
    // Closes the connection, too.
    client.shutdown();
  }
}
