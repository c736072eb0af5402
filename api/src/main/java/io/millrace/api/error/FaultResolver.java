package io.millrace.api.error;

import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.schema.key.InvalidGlobalIdException;
import io.millrace.write.command.IdempotencyKeyReusedException;
import io.millrace.write.command.InvalidInputException;
import io.millrace.write.command.OutcomeUnknownException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import reactor.core.publisher.Mono;

/** Turns what a fetcher failed with into an error that a client can act on. */
final class FaultResolver implements DataFetcherExceptionResolver {

  private static final int MOST_CAUSES = 20;

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
      // Whoever asked has left, or was answered that time is up.
      case AbortExecutionException _ ->
          error(environment, ErrorCode.TIMEOUT, "The operation was broken off");
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
      case Throwable away when isAway(away) ->
          logged(
              environment,
              ErrorCode.STORE_UNAVAILABLE,
              "A store does not answer; try again later",
              away);
      default -> logged(environment, ErrorCode.INTERNAL, "Something went wrong here", cause);
    };
  }

  private GraphQLError logged(
      DataFetchingEnvironment environment, ErrorCode code, String message, Throwable cause) {
    var id = log.write(code, environment.getExecutionStepInfo().getPath().toString(), cause);
    return error(environment, code, message, Map.of(CodedError.CODE, code.name(), "id", id));
  }

  private static GraphQLError error(
      DataFetchingEnvironment environment, ErrorCode code, String message) {
    return error(environment, code, message, Map.of(CodedError.CODE, code.name()));
  }

  private static GraphQLError error(
      DataFetchingEnvironment environment,
      ErrorCode code,
      String message,
      Map<String, Object> extensions) {
    var location = environment.getField().getSourceLocation();
    return new CodedError(
        code,
        message,
        location == null ? null : List.of(location),
        environment.getExecutionStepInfo().getPath().toList(),
        extensions);
  }

  /**
   * Whether Postgres could not be reached, or ended the connection; commands report it as it is.
   */
  private static boolean isAway(Throwable error) {
    var cause = error;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof R2dbcException database && isAway(database)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isAway(R2dbcException database) {
    // Classes 08 (connection), 53 (resources) and 57 (intervention) of SQLSTATE; the driver gives
    // none to what it notices itself.
    var state = database.getSqlState();
    return state == null
        ? database instanceof R2dbcNonTransientResourceException
            || database instanceof R2dbcTransientResourceException
            || database instanceof R2dbcTimeoutException
        : state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
  }

  private static Throwable unwrap(Throwable exception) {
    var cause = exception.getCause();
    return exception instanceof CompletionException && cause != null ? unwrap(cause) : exception;
  }
}
