package io.millrace.api.gate;

import graphql.ExecutionInput;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpMethod;

/**
 * How an operation came here; transports put it into the GraphQL context.
 *
 * @param method the HTTP method
 * @param documentId the name of the document, where the client named one
 * @param application what the client calls itself in {@code apollographql-client-name}, as Apollo's
 *     clients do; it may say anything
 * @param mutations counts the HTTP request's mutations as they begin, those of a whole batch; they
 *     run one after the other, so the count is a mutation's place among them
 */
public record Origin(
    HttpMethod method,
    Optional<String> documentId,
    Optional<String> application,
    AtomicInteger mutations) {

  /** The origin of an execution; where nothing says, it came from within this process. */
  public static Origin of(ExecutionInput input) {
    return input.getGraphQLContext().computeIfAbsent(Origin.class, _ -> within());
  }

  private static Origin within() {
    return new Origin(HttpMethod.POST, Optional.empty(), Optional.empty(), new AtomicInteger());
  }
}
