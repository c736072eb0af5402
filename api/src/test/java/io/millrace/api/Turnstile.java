package io.millrace.api;

import io.millrace.api.gate.OperationCheck;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

/** Holds an operation back after all checks, before it runs, when a test has closed it. */
final class Turnstile {

  private volatile @Nullable Passage closed;

  /** One operation's way through. */
  private record Passage(CompletableFuture<Void> reached, CompletableFuture<Void> opened) {}

  void close() {
    closed = new Passage(new CompletableFuture<>(), new CompletableFuture<>());
  }

  /** Waits until an operation stands before it. */
  void awaitOperation() throws Exception {
    Objects.requireNonNull(closed).reached().get(10, TimeUnit.SECONDS);
  }

  void open() {
    var passage = Objects.requireNonNull(closed);
    closed = null;
    passage.opened().complete(null);
  }

  private Mono<Void> pass() {
    var passage = closed;
    if (passage == null) {
      return Mono.empty();
    }
    passage.reached().complete(null);
    return Mono.fromFuture(passage.opened()).timeout(Duration.ofSeconds(30));
  }

  /** Puts one into the gate. */
  @TestConfiguration(proxyBeanMethods = false)
  static class InTheGate {

    @Bean
    Turnstile turnstile() {
      return new Turnstile();
    }

    @Bean
    @Order(OperationCheck.Place.DRY_RUN + 1)
    OperationCheck turnstileCheck(Turnstile turnstile) {
      return _ -> turnstile.pass();
    }
  }
}
