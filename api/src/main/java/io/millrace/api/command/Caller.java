package io.millrace.api.command;

import graphql.schema.DataFetchingEnvironment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who sends a request's mutations.
 *
 * @param subject what idempotency keys belong to
 * @param idempotencyKey makes the request's mutations safe to repeat
 * @param mutations counts the request's mutations as they begin; they run one after the other, so
 *     the count is a mutation's place among them
 */
record Caller(String subject, Optional<String> idempotencyKey, AtomicInteger mutations) {

  Caller(String subject, Optional<String> idempotencyKey) {
    this(subject, idempotencyKey, new AtomicInteger());
  }

  /** The caller of a field's request; somebody unnamed within this process where nothing says. */
  static Caller of(DataFetchingEnvironment environment) {
    return environment
        .getGraphQlContext()
        .computeIfAbsent(Caller.class, _ -> new Caller("local", Optional.empty()));
  }
}
