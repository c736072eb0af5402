package io.millrace.api.read;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.api.ApiProperties.Fallback;
import io.millrace.api.error.StoreUnavailableException;
import io.millrace.api.guard.StoreGuard;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/**
 * Bounds the derivations that stand in for Redis. Where Redis is away every read of every request
 * becomes one, and the primary, which mutations need too, must not drown in them.
 *
 * <p>A pool of permits and not Resilience4j's bulkhead: that one waits by holding the thread, and a
 * burst of derivations has to queue for a moment rather than be refused. The guard's circuit
 * breaker stands inside, so that what is refused here is no failure of Postgres.
 */
final class FallbackLimit {

  private record Permit() {}

  private final InstrumentedPool<Permit> permits;
  private final Duration longestWait;
  private final StoreGuard guard;

  /**
   * @param longestWait how long a derivation waits for its turn
   * @param guard stands round each derivation whose turn it is
   */
  FallbackLimit(Fallback bounds, Duration longestWait, StoreGuard guard) {
    this.permits =
        PoolBuilder.from(Mono.fromSupplier(Permit::new))
            .sizeBetween(0, bounds.concurrency())
            .maxPendingAcquire(bounds.waiting())
            .buildPool();
    this.longestWait = longestWait;
    this.guard = guard;
  }

  /**
   * Runs a derivation when it is its turn.
   *
   * @return the derivation's result; {@link StoreUnavailableException} where too many are before it
   */
  <T> Mono<T> within(Mono<T> derivation) {
    return Mono.usingWhen(
        permits.acquire(longestWait).onErrorMap(FallbackLimit::isFull, FallbackLimit::unavailable),
        _ -> guard.around(derivation),
        PooledRef::release,
        (permit, _) -> permit.release(),
        PooledRef::release);
  }

  /** Meters of how many derivations run and wait. */
  MeterBinder meters() {
    var metrics = permits.metrics();
    return registry -> {
      Gauge.builder(
              "millrace.fallback.running", metrics, InstrumentedPool.PoolMetrics::acquiredSize)
          .description("Derivations under way that stand in for Redis")
          .register(registry);
      Gauge.builder(
              "millrace.fallback.waiting",
              metrics,
              InstrumentedPool.PoolMetrics::pendingAcquireSize)
          .description("Derivations that wait for their turn")
          .register(registry);
    };
  }

  private static boolean isFull(Throwable error) {
    return error instanceof PoolAcquirePendingLimitException
        || error instanceof PoolAcquireTimeoutException;
  }

  private static Throwable unavailable(Throwable full) {
    return new StoreUnavailableException("Too many derivations stand in for Redis", full);
  }
}
