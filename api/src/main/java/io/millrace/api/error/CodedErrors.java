package io.millrace.api.error;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.ResultPath;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.schema.CoercingParseValueException;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gives the errors that graphql-java makes itself (syntax, validation, variables, results that do
 * not fit the schema) their code, so that none leaves without one.
 */
final class CodedErrors extends SimplePerformantInstrumentation {

  private static final String CODE = "code";

  private final FaultLog log;

  CodedErrors(FaultLog log) {
    this.log = log;
  }

  @Override
  public CompletableFuture<ExecutionResult> instrumentExecutionResult(
      ExecutionResult result,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    if (result.getErrors().stream().allMatch(CodedErrors::hasCode)) {
      return CompletableFuture.completedFuture(result);
    }
    List<GraphQLError> errors = result.getErrors().stream().map(this::withCode).toList();
    return CompletableFuture.completedFuture(
        ExecutionResultImpl.newExecutionResult().from(result).errors(errors).build());
  }

  private static boolean hasCode(GraphQLError error) {
    return error.getExtensions() != null && error.getExtensions().containsKey(CODE);
  }

  private GraphQLError withCode(GraphQLError error) {
    if (hasCode(error)) {
      return error;
    }
    var code = codeOf(error);
    var extensions = new HashMap<String, Object>();
    if (error.getExtensions() != null) {
      extensions.putAll(error.getExtensions());
    }
    extensions.remove("classification");
    extensions.put(CODE, code.name());
    var message = String.valueOf(error.getMessage());
    if (code == ErrorCode.INTERNAL) {
      extensions.put("id", log.write(code, String.valueOf(error.getPath()), message));
      message = "Something went wrong here";
    }
    var builder =
        GraphqlErrorBuilder.newError()
            .errorType(code)
            .message("%s", message)
            .extensions(extensions);
    if (error.getLocations() != null) {
      builder.locations(error.getLocations());
    }
    if (error.getPath() != null) {
      builder.path(ResultPath.fromList(error.getPath()));
    }
    return builder.build();
  }

  private static ErrorCode codeOf(GraphQLError error) {
    if (error instanceof CoercingParseValueException) {
      return ErrorCode.BAD_USER_INPUT;
    }
    return switch (error.getErrorType()) {
      case ErrorType.InvalidSyntax -> ErrorCode.GRAPHQL_PARSE_FAILED;
      case ErrorType.ValidationError -> ErrorCode.GRAPHQL_VALIDATION_FAILED;
      case ErrorType.OperationNotSupported, ErrorType.ExecutionAborted -> ErrorCode.BAD_USER_INPUT;
      default -> ErrorCode.INTERNAL;
    };
  }
}
