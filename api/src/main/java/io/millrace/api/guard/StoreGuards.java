package io.millrace.api.guard;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.retry.configuration.RetryConfigCustomizer;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the guards of the stores. */
public final class StoreGuards {

  /** The name that a store's guard is configured by. */
  public interface Name {
    /** Reads of documents and unique keys. */
    String REDIS = "redis";

    /** Searches. */
    String ELASTICSEARCH = "elasticsearch";

    /** Derivations that stand in for Redis. */
    String POSTGRES = "postgres";

    /** The guards' own data. */
    String GUARDS = "guards";
  }

  private static final Logger LOG = LoggerFactory.getLogger(StoreGuards.class);

  private final CircuitBreakerRegistry breakers;
  private final RetryRegistry retries;
  private final BulkheadRegistry bulkheads;
  private final MeterRegistry meters;

  public StoreGuards(
      CircuitBreakerRegistry breakers,
      RetryRegistry retries,
      BulkheadRegistry bulkheads,
      MeterRegistry meters) {
    this.breakers = breakers;
    this.retries = retries;
    this.bulkheads = bulkheads;
    this.meters = meters;
  }

  /**
   * Says which failures of a store's calls pass, so that the same call may succeed at once.
   *
   * @return to be a bean, which the registry of retries picks up
   */
  public static RetryConfigCustomizer repeating(String store, Predicate<Throwable> passes) {
    // The customizer's builder is a raw type.
    return RetryConfigCustomizer.of(
        store, retry -> retry.retryOnException(failure -> passes.test((Throwable) failure)));
  }

  /**
   * The guard of a store. Attempts are repeated and a bulkhead bounds them where {@code
   * resilience4j.retry.instances} and {@code resilience4j.bulkhead.instances} name the store.
   *
   * @param timeout of one attempt
   */
  public StoreGuard of(String store, Duration timeout) {
    var breaker = breakers.circuitBreaker(store);
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                LOG.warn(
                    "The circuit breaker of {} goes from {} to {}",
                    store,
                    event.getStateTransition().getFromState(),
                    event.getStateTransition().getToState()));
    return new StoreGuard(
        store, timeout, breaker, retries.find(store), bulkheads.find(store), meters);
  }
}
