package io.millrace.api.admission;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RefusedAnswer;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Origin;
import io.millrace.api.identity.Identity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/**
 * Gives each operation a place and a time. A place is kept until the execution has ended, which may
 * be after its client went away or was told that it took too long: who leaves early can't run more
 * at once than who stays. An operation that is left starts no further level; its stores' own
 * timeouts bound what it has started.
 */
final class Admission extends SimplePerformantInstrumentation
    implements WebGraphQlInterceptor, Ordered {

  private final InFlight inFlight;
  private final Duration limit;
  private final Runnable abandoned;

  /**
   * @param limit how long an operation may take
   * @param abandoned is told of each operation that nobody waits for any more
   */
  Admission(InFlight inFlight, Duration limit, Runnable abandoned) {
    this.inFlight = inFlight;
    this.limit = limit;
    this.abandoned = abandoned;
  }

  /** Behind the rate of requests, which is cheaper to count. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 60;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return Mono.defer(
        () -> {
          var course = new Course();
          request.configureExecutionInput(
              (input, _) -> {
                course.begin(input);
                return input;
              });
          return chain
              .next(request)
              .doOnError(_ -> course.end())
              .doOnCancel(course::abandon)
              .timeout(limit, Mono.fromSupplier(() -> RefusedAnswer.of(course.late())));
        });
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecution(
      InstrumentationExecutionParameters parameters, @Nullable InstrumentationState state) {
    Course course = parameters.getGraphQLContext().get(Course.class);
    return course == null
        ? SimpleInstrumentationContext.noOp()
        : SimpleInstrumentationContext.whenCompleted((_, _) -> course.end());
  }

  /** The way of one operation. */
  private final class Course {

    private InFlight.@Nullable Place place;
    private @Nullable Origin origin;
    private int mutationsBefore;

    /** Called when the input is made, where the identity is known and nothing is parsed yet. */
    private void begin(ExecutionInput input) {
      if (place == null) {
        place = inFlight.enter(Identity.of(input.getGraphQLContext()).client());
        input.getGraphQLContext().put(Course.class, this);
        origin = Origin.of(input);
        mutationsBefore = origin.mutations().get();
      }
    }

    private void end() {
      if (place != null) {
        place.leave();
      }
    }

    /** A controller that never ends must not keep its place for ever. */
    private void abandon() {
      abandoned.run();
      Mono.delay(limit).subscribe(_ -> end());
    }

    private RequestException late() {
      boolean changing = origin != null && origin.mutations().get() > mutationsBefore;
      var late = "The operation took longer than %d ms".formatted(limit.toMillis());
      return new RequestException(
          ErrorCode.TIMEOUT,
          changing
              ? late
                  + ", and the outcome of its mutation is unknown: repeat it with the same idempotency key"
              : late + ": ask for less, or later");
    }
  }
}
