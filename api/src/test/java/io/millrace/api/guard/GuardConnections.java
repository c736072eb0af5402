package io.millrace.api.guard;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Connections to a guards' Redis, as every node has one. */
public final class GuardConnections {

  private GuardConnections() {}

  /** A node's connection to the Redis at an address. */
  public static GuardRedis to(String uri) {
    var guards =
        new StoreGuards(
            CircuitBreakerRegistry.ofDefaults(),
            RetryRegistry.ofDefaults(),
            BulkheadRegistry.ofDefaults(),
            new SimpleMeterRegistry());
    return new GuardRedis(
        RedisClient.create(), RedisURI.create(uri), guards.of("guards", Duration.ofSeconds(10)));
  }
}
