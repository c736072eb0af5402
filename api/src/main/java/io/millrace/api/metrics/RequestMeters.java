package io.millrace.api.metrics;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationCreateStateParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.api.error.ErrorMeter;
import io.millrace.api.read.ReadContext;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code millrace.requests} (how long operations take, by type and outcome), {@code
 * millrace.round.trips} (by store), {@code millrace.answers.derived}, and the errors of answers.
 * Operations' names are the callers' to choose, so they are no tag.
 */
final class RequestMeters extends SimplePerformantInstrumentation {

  /** An operation whose document was refused has no type. */
  private static final String NO_TYPE = "none";

  private final MeterRegistry registry;
  private final ErrorMeter errors;
  private final Counter derived;

  RequestMeters(MeterRegistry registry, ErrorMeter errors) {
    this.registry = registry;
    this.errors = errors;
    // Shown from the start: a rate over a series that begins at its first increment misses it.
    this.derived =
        Counter.builder("millrace.answers.derived")
            .description("Answers of which a part was derived, since Redis did not hold it")
            .register(registry);
  }

  private static final class Started implements InstrumentationState {
    private final long nanoTime = System.nanoTime();
    private volatile String type = NO_TYPE;
  }

  @Override
  public InstrumentationState createState(InstrumentationCreateStateParameters parameters) {
    return new Started();
  }

  /** Not at the end of the execution: errors get their codes after it. */
  @Override
  public CompletableFuture<ExecutionResult> instrumentExecutionResult(
      ExecutionResult result,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    record((Started) Objects.requireNonNull(state), result, parameters.getGraphQLContext());
    return CompletableFuture.completedFuture(result);
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, @Nullable InstrumentationState state) {
    var operation = parameters.getExecutionContext().getOperationDefinition().getOperation();
    ((Started) Objects.requireNonNull(state)).type = operation.name().toLowerCase(Locale.ROOT);
    return SimpleInstrumentationContext.noOp();
  }

  private void record(Started started, ExecutionResult result, GraphQLContext context) {
    Timer.builder("millrace.requests")
        .description("How long operations take")
        .tag("operation", started.type)
        .tag("outcome", outcome(result))
        .register(registry)
        .record(System.nanoTime() - started.nanoTime, TimeUnit.NANOSECONDS);
    result.getErrors().forEach(this::count);
    ReadContext reads = context.get(ReadContext.class);
    if (reads != null) {
      reads
          .roundTrips()
          .forEach(
              (store, trips) ->
                  registry
                      .counter(
                          "millrace.round.trips", "store", store.name().toLowerCase(Locale.ROOT))
                      .increment(trips));
      if (reads.isFallback()) {
        derived.increment();
      }
    }
  }

  private static String outcome(ExecutionResult result) {
    if (result.getErrors().isEmpty()) {
      return "complete";
    }
    return result.getData() == null ? "refused" : "partial";
  }

  private void count(GraphQLError error) {
    var extensions = error.getExtensions();
    errors.count(String.valueOf(extensions == null ? null : extensions.get("code")));
  }
}
