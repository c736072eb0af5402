package io.millrace.api.gate;

import graphql.ExecutionInput;
import io.millrace.api.error.RequestException;
import reactor.core.publisher.Mono;

/** Finds the text of a request's document. */
@FunctionalInterface
public interface DocumentSource {

  /** The document's text; fails with a {@link RequestException} where there is none. */
  Mono<String> text(ExecutionInput input);
}
