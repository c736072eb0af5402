package io.millrace.api.command;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.identity.Identity;
import io.millrace.api.read.ReadScope;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandCall;
import io.millrace.write.command.CommandExecution;
import io.millrace.write.command.CommandOutcome;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A mutation field: the command of its name is carried out, and the fields below read in a context
 * of their own, from the primary.
 */
record CommandFetcher(String mutation, CommandExecution commands)
    implements DataFetcher<CompletableFuture<DataFetcherResult<CommandOutcome>>> {

  @Override
  public CompletableFuture<DataFetcherResult<CommandOutcome>> get(
      DataFetchingEnvironment environment) {
    var request = MutationRequest.of(environment);
    int position = request.mutations().getAndIncrement();
    Map<String, @Nullable Object> input = Objects.requireNonNull(environment.getArgument("input"));
    var call =
        new CommandCall(
            mutation,
            input,
            caller(Identity.of(environment.getGraphQlContext())),
            request.subject(),
            request.idempotencyKey().map(CallerInterceptor::checked).orElse(null),
            position);
    return commands
        .execute(call)
        .map(outcome -> payload(outcome, position, environment))
        .toFuture();
  }

  private static Caller caller(Identity identity) {
    return identity
        .token()
        .map(token -> new Caller(Optional.of(token.subject()), token.scopes(), token.claims()))
        .orElse(Caller.ANONYMOUS);
  }

  private static DataFetcherResult<CommandOutcome> payload(
      CommandOutcome outcome, int position, DataFetchingEnvironment environment) {
    return DataFetcherResult.<CommandOutcome>newResult()
        .data(outcome)
        .localContext(ReadScope.of(environment).context().ofPayload(position))
        .build();
  }
}
