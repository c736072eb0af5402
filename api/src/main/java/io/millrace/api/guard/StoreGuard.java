package io.millrace.api.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.api.error.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/**
 * Stands round the calls to one store. From the outside in: a bulkhead bounds how many are under
 * way, attempts are repeated where the store's client says that this helps, each one passes the
 * circuit breaker and has a bounded time.
 */
public final class StoreGuard {

  private final String store;
  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final Optional<Retry> retry;
  private final Optional<Bulkhead> bulkhead;
  private final MeterRegistry registry;

  StoreGuard(
      String store,
      Duration timeout,
      CircuitBreaker breaker,
      Optional<Retry> retry,
      Optional<Bulkhead> bulkhead,
      MeterRegistry registry) {
    this.store = store;
    this.timeout = timeout;
    this.breaker = breaker;
    this.retry = retry;
    this.bulkhead = bulkhead;
    this.registry = registry;
  }

  /**
   * The call with everything that bounds it. It may be subscribed to several times, so it must be
   * one that can be repeated.
   *
   * @return what the call gives; {@link java.util.concurrent.TimeoutException} where it takes too
   *     long, {@link StoreUnavailableException} where it is not even tried, and what the call
   *     itself fails with
   */
  public <T> Mono<T> around(Mono<T> call) {
    var guarded = call.timeout(timeout).transformDeferred(CircuitBreakerOperator.of(breaker));
    if (retry.isPresent()) {
      guarded = guarded.transformDeferred(RetryOperator.of(retry.get()));
    }
    // Not tryAcquirePermission with a wait: Resilience4j's bulkhead waits by holding the thread.
    if (bulkhead.isPresent()) {
      guarded = guarded.transformDeferred(BulkheadOperator.of(bulkhead.get()));
    }
    var measured = guarded;
    return Mono.defer(
            () -> {
              var started = Timer.start();
              return measured
                  .doOnSuccess(_ -> record(started, "answered"))
                  .doOnError(failure -> record(started, outcome(failure)));
            })
        .onErrorMap(StoreGuard::isRefusal, this::unavailable);
  }

  private void record(Timer.Sample call, String outcome) {
    call.stop(
        Timer.builder("millrace.store.calls")
            .description("How long the stores take to answer, all attempts of a call together")
            .tag("store", store)
            .tag("outcome", outcome)
            .register(registry));
  }

  private static String outcome(Throwable failure) {
    if (isRefusal(failure)) {
      return "refused";
    }
    return failure instanceof TimeoutException ? "timeout" : "failed";
  }

  private static boolean isRefusal(Throwable error) {
    return error instanceof CallNotPermittedException || error instanceof BulkheadFullException;
  }

  private Throwable unavailable(Throwable refusal) {
    return new StoreUnavailableException(store + " is not asked", refusal);
  }
}
