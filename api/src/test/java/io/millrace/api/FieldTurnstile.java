package io.millrace.api;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Holds the field {@code garden} back once it is fetched, and remembers which fields were. */
final class FieldTurnstile extends SimplePerformantInstrumentation {

  private final Collection<String> fetched = new ConcurrentLinkedQueue<>();
  private volatile CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);

  void close() {
    fetched.clear();
    opened = new CompletableFuture<>();
  }

  void open() {
    opened.complete(null);
  }

  /** How often a field was asked for since the turnstile was closed. */
  long fetched(String field) {
    return fetched.stream().filter(field::equals).count();
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      @Nullable InstrumentationState state) {
    var field = parameters.getEnvironment().getField().getName();
    fetched.add(field);
    var passage = opened;
    return field.equals("garden") && !passage.isDone()
        ? environment -> passage.thenCombine(stage(fetcher.get(environment)), (_, value) -> value)
        : fetcher;
  }

  private static CompletionStage<?> stage(@Nullable Object value) {
    return value instanceof CompletionStage<?> stage
        ? stage
        : CompletableFuture.completedStage(value);
  }

  /** Puts one into the execution. */
  @TestConfiguration(proxyBeanMethods = false)
  static class InTheExecution {

    @Bean
    FieldTurnstile fieldTurnstile() {
      return new FieldTurnstile();
    }
  }
}
