package io.millrace.api.deprecation;

import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Adds {@code extensions.deprecations} to the answers of operations that use something deprecated,
 * whatever transport they came by, and touches no other answer.
 */
final class DeprecationReport extends SimplePerformantInstrumentation {

  @Override
  public CompletableFuture<ExecutionResult> instrumentExecutionResult(
      ExecutionResult result,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    return CompletableFuture.completedFuture(
        Deprecations.of(parameters.getGraphQLContext())
            .map(deprecations -> with(result, deprecations.extensions()))
            .orElse(result));
  }

  private static ExecutionResult with(ExecutionResult result, Map<Object, Object> more) {
    var extensions = new LinkedHashMap<Object, Object>();
    if (result.getExtensions() != null) {
      extensions.putAll(result.getExtensions());
    }
    extensions.putAll(more);
    return ExecutionResultImpl.newExecutionResult().from(result).extensions(extensions).build();
  }
}
