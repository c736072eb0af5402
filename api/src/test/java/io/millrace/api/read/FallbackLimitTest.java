package io.millrace.api.read;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.api.ApiProperties.Fallback;
import io.millrace.api.error.StoreUnavailableException;
import io.millrace.api.guard.StoreGuard;
import io.millrace.api.guard.StoreGuards;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class FallbackLimitTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final StoreGuard guard =
      new StoreGuards(
              CircuitBreakerRegistry.ofDefaults(),
              RetryRegistry.ofDefaults(),
              BulkheadRegistry.ofDefaults(),
              new SimpleMeterRegistry())
          .of(StoreGuards.Name.POSTGRES, LONG);
  private final FallbackLimit limit = new FallbackLimit(new Fallback(1, 1), LONG, guard);
  private final Sinks.One<String> running = Sinks.one();

  @Test
  void letsOneWaitAndRefusesTheNext() {
    var first = limit.within(running.asMono()).toFuture();
    var second = limit.within(Mono.just("second")).toFuture();
    StepVerifier.create(limit.within(Mono.just("third")))
        .verifyError(StoreUnavailableException.class);
    running.tryEmitValue("first").orThrow();
    StepVerifier.create(Mono.fromFuture(first)).expectNext("first").verifyComplete();
    StepVerifier.create(Mono.fromFuture(second)).expectNext("second").verifyComplete();
  }

  @Test
  void givesTheTurnOnWhenADerivationFailsOrIsGivenUp() {
    StepVerifier.create(limit.within(Mono.error(new IllegalStateException("fails"))))
        .verifyError(IllegalStateException.class);
    StepVerifier.create(limit.within(Mono.never())).thenCancel().verify();
    StepVerifier.create(limit.within(Mono.just("next"))).expectNext("next").verifyComplete();
  }

  @Test
  void refusesWhoHasWaitedTooLong() {
    var impatient = new FallbackLimit(new Fallback(1, 1), Duration.ofMillis(50), guard);
    var _ = impatient.within(running.asMono()).subscribe();
    StepVerifier.create(impatient.within(Mono.just("late")))
        .verifyError(StoreUnavailableException.class);
  }
}
