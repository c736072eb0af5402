package io.millrace.api.command;

import graphql.schema.DataFetchingEnvironment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A request with mutations.
 *
 * @param subject what idempotency keys belong to
 * @param idempotencyKey makes the request's mutations safe to repeat
 * @param mutations counts the request's mutations as they begin; they run one after the other, so
 *     the count is a mutation's place among them
 */
record MutationRequest(String subject, Optional<String> idempotencyKey, AtomicInteger mutations) {

  MutationRequest(String subject, Optional<String> idempotencyKey) {
    this(subject, idempotencyKey, new AtomicInteger());
  }

  /** The request of a field; one within this process where nothing says. */
  static MutationRequest of(DataFetchingEnvironment environment) {
    return environment
        .getGraphQlContext()
        .computeIfAbsent(
            MutationRequest.class, _ -> new MutationRequest("local", Optional.empty()));
  }
}
