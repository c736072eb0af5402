package io.millrace.api.error;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.http.HttpHeaders;

/** The answer to an operation that was not executed, or not to its end. */
public final class RefusedAnswer {

  /** An input can't be without a document; nobody reads this one's. */
  private static final ExecutionInput NONE = ExecutionInput.newExecutionInput("").build();

  private RefusedAnswer() {}

  /** The refusal as a transport's answer, with the time after which to come again. */
  public static WebGraphQlResponse of(RequestException refusal) {
    var answer =
        new WebGraphQlResponse(
            new DefaultExecutionGraphQlResponse(
                NONE, ExecutionResult.newExecutionResult().errors(errors(refusal)).build()));
    refusal
        .retryAfter()
        .ifPresent(
            seconds ->
                answer.getResponseHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    return answer;
  }

  private static List<GraphQLError> errors(RequestException refusal) {
    return List.copyOf(refusal.errors());
  }
}
