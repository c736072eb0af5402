package io.millrace.api.cost;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.execution.ResultNodesInfo;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import io.millrace.api.error.CodedError;
import io.millrace.api.error.ErrorCode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Breaks off answers with too many values. Whatever an operation was estimated at, this is what
 * holds: graphql-java resolves nothing further then, and what it has got so far is not given.
 */
final class AnswerNodes extends SimplePerformantInstrumentation {

  private final int most;

  AnswerNodes(int most) {
    this.most = most;
  }

  @Override
  public ExecutionInput instrumentExecutionInput(
      ExecutionInput input,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    input.getGraphQLContext().put(ResultNodesInfo.MAX_RESULT_NODES, most);
    return input;
  }

  @Override
  public CompletableFuture<ExecutionResult> instrumentExecutionResult(
      ExecutionResult result,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    ResultNodesInfo nodes = parameters.getGraphQLContext().get(ResultNodesInfo.RESULT_NODES_INFO);
    return CompletableFuture.completedFuture(
        nodes != null && nodes.isMaxResultNodesExceeded() ? refusal() : result);
  }

  private ExecutionResult refusal() {
    return ExecutionResultImpl.newExecutionResult()
        .addError(
            CodedError.of(
                ErrorCode.ANSWER_TOO_LARGE,
                "The answer has more than %d values: ask for fewer rows or levels".formatted(most)))
        .build();
  }
}
