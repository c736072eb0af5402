package io.millrace.api.gate;

import graphql.ExecutionInput;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import reactor.core.publisher.Mono;

/** Takes documents as they were sent, and knows no other. */
final class SentDocuments implements DocumentSource {

  @Override
  public Mono<String> text(ExecutionInput input) {
    boolean named =
        Origin.of(input).documentId().isPresent()
            || ExecutionInput.PERSISTED_QUERY_MARKER.equals(input.getQuery());
    return named
        ? Mono.error(
            new RequestException(
                ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
                "Documents are not persisted here: send the text as \"query\""))
        : Mono.just(input.getQuery());
  }
}
