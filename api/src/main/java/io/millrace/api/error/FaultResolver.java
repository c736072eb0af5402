package io.millrace.api.error;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.schema.key.InvalidGlobalIdException;
import io.millrace.write.command.IdempotencyKeyReusedException;
import io.millrace.write.command.InvalidInputException;
import io.millrace.write.command.OutcomeUnknownException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import reactor.core.publisher.Mono;

/** Turns what a fetcher failed with into an error that a client can act on. */
final class FaultResolver implements DataFetcherExceptionResolver {

  private final FaultLog log;

  FaultResolver(FaultLog log) {
    this.log = log;
  }

  @Override
  public Mono<List<GraphQLError>> resolveException(
      Throwable exception, DataFetchingEnvironment environment) {
    return Mono.just(List.of(resolve(unwrap(exception), environment)));
  }

  private GraphQLError resolve(Throwable cause, DataFetchingEnvironment environment) {
    return switch (cause) {
      case RequestException request ->
          error(environment, request.code(), String.valueOf(request.getMessage()));
      case InvalidGlobalIdException id ->
          error(environment, ErrorCode.INVALID_ID, String.valueOf(id.getMessage()));
      case InvalidInputException input ->
          error(
              environment,
              input.getCause() instanceof InvalidGlobalIdException
                  ? ErrorCode.INVALID_ID
                  : ErrorCode.BAD_USER_INPUT,
              "input.%s: %s".formatted(String.join(".", input.field()), input.getMessage()));
      case IdempotencyKeyReusedException reused ->
          error(environment, ErrorCode.IDEMPOTENCY_KEY_REUSED, String.valueOf(reused.getMessage()));
      case OutcomeUnknownException unknown ->
          logged(environment, ErrorCode.TIMEOUT, String.valueOf(unknown.getMessage()), unknown);
      case TimeoutException timeout ->
          logged(environment, ErrorCode.TIMEOUT, "A store took too long to answer", timeout);
      case StoreUnavailableException store ->
          logged(
              environment,
              ErrorCode.STORE_UNAVAILABLE,
              "A store does not answer; try again later",
              store);
      default -> logged(environment, ErrorCode.INTERNAL, "Something went wrong here", cause);
    };
  }

  private GraphQLError logged(
      DataFetchingEnvironment environment, ErrorCode code, String message, Throwable cause) {
    var id = log.write(code, environment.getExecutionStepInfo().getPath().toString(), cause);
    return builder(environment, code, message, Map.of("code", code.name(), "id", id)).build();
  }

  private static GraphQLError error(
      DataFetchingEnvironment environment, ErrorCode code, String message) {
    return builder(environment, code, message, Map.of("code", code.name())).build();
  }

  private static GraphqlErrorBuilder<?> builder(
      DataFetchingEnvironment environment,
      ErrorCode code,
      String message,
      Map<String, Object> extensions) {
    return GraphqlErrorBuilder.newError(environment)
        .errorType(code)
        // Through %s, since the message may hold a client's text.
        .message("%s", message)
        .extensions(extensions);
  }

  private static Throwable unwrap(Throwable exception) {
    var cause = exception.getCause();
    return exception instanceof CompletionException && cause != null ? unwrap(cause) : exception;
  }
}
