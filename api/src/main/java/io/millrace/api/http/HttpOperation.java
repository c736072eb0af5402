package io.millrace.api.http;

import graphql.ExecutionInput;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.support.DefaultGraphQlRequest;

/**
 * One operation as a client sent it.
 *
 * @param query the document's text; absent where the client names a document that the server knows
 * @param documentId the name of a persisted document
 * @param operationName which of the document's operations is meant
 * @param variables the variables' values as they stood in JSON
 * @param extensions what the client adds
 */
record HttpOperation(
    @Nullable String query,
    @Nullable String documentId,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables,
    Map<String, @Nullable Object> extensions) {

  /** The operation for the execution, which knows a document without a text by a marker. */
  @SuppressWarnings("NullAway") // Spring's maps may hold nulls, which their type does not say.
  DefaultGraphQlRequest toRequest() {
    return new DefaultGraphQlRequest(
        query == null ? ExecutionInput.PERSISTED_QUERY_MARKER : query,
        operationName,
        variables,
        extensions);
  }
}
