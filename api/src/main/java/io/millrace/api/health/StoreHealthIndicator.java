package io.millrace.api.health;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/**
 * Capability: whether a store answers, and what the API does without it. A store that is away
 * degrades the process and does not make it unready.
 */
final class StoreHealthIndicator implements ReactiveHealthIndicator {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Works, but not everything. Boot answers 200 to a status that it does not know. */
  static final Status DEGRADED = new Status("DEGRADED");

  private final Mono<?> probe;
  private final CircuitBreaker breaker;
  private final String without;

  /**
   * @param probe asks the store something small
   * @param without what is so while the store is away
   */
  StoreHealthIndicator(Mono<?> probe, CircuitBreaker breaker, String without) {
    this.probe = probe;
    this.breaker = breaker;
    this.without = without;
  }

  @Override
  public Mono<Health> health() {
    return probe
        .timeout(PATIENCE)
        .then(Mono.fromSupplier(Health::up))
        .onErrorResume(away -> Mono.just(degraded(away)))
        .map(health -> health.withDetail("breaker", breaker.getState()).build());
  }

  private Health.Builder degraded(Throwable away) {
    // Its class alone: addresses and names in the message are no caller's business.
    return Health.status(DEGRADED)
        .withDetail("without", without)
        .withDetail("reason", away.getClass().getSimpleName());
  }
}
