package io.millrace.api.error;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.GraphQLError;
import graphql.execution.InputMapDefinesTooManyFieldsException;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.execution.UnknownOperationException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import graphql.schema.CoercingParseValueException;
import io.millrace.api.ApiProperties.Documents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gives the errors that graphql-java makes itself (syntax, validation, variables, limits, results
 * that do not fit the schema) their code, so that none leaves without one.
 */
final class CodedErrors extends SimplePerformantInstrumentation {

  /** The key of the exception that the parser gave up with. */
  private static final String CANCELLED = CodedErrors.class.getName() + ".cancelled";

  private final FaultLog log;
  private final Documents limits;

  CodedErrors(FaultLog log, Documents limits) {
    this.log = log;
    this.limits = limits;
  }

  /** A parser that gave up says so by its exception's type alone, of which the error keeps none. */
  @Override
  public InstrumentationContext<Document> beginParse(
      InstrumentationExecutionParameters parameters, @Nullable InstrumentationState state) {
    return SimpleInstrumentationContext.whenCompleted(
        (_, failure) -> {
          if (failure instanceof InvalidSyntaxException cancelled
              && (cancelled instanceof ParseCancelledException
                  || cancelled instanceof ParseCancelledTooDeepException
                  || cancelled instanceof ParseCancelledTooManyCharsException)) {
            parameters.getGraphQLContext().put(CANCELLED, cancelled);
          }
        });
  }

  @Override
  public CompletableFuture<ExecutionResult> instrumentExecutionResult(
      ExecutionResult result,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    if (result.getErrors().stream().allMatch(CodedError.class::isInstance)) {
      return CompletableFuture.completedFuture(result);
    }
    @Nullable InvalidSyntaxException cancelled = parameters.getGraphQLContext().get(CANCELLED);
    List<GraphQLError> errors =
        cancelled == null
            ? result.getErrors().stream().map(this::withCode).toList()
            : List.of(refusal(cancelled));
    return CompletableFuture.completedFuture(
        ExecutionResultImpl.newExecutionResult().from(result).errors(errors).build());
  }

  private GraphQLError refusal(InvalidSyntaxException cancelled) {
    return cancelled instanceof ParseCancelledTooDeepException
        ? CodedError.of(ErrorCode.DOCUMENT_TOO_COMPLEX, "The document nests too deeply")
        : CodedError.of(
            ErrorCode.DOCUMENT_TOO_LARGE,
            "The document is too large: %d characters and %d tokens are allowed; values belong into variables"
                .formatted(limits.maxCharacters(), limits.maxTokens()));
  }

  private GraphQLError withCode(GraphQLError error) {
    if (error instanceof CodedError) {
      return error;
    }
    var message = String.valueOf(error.getMessage());
    var code = codeOf(error);
    return switch (code) {
      case INTERNAL ->
          hasCode(error)
              ? CodedError.of(error, code, message, Map.of())
              : CodedError.of(
                  error,
                  code,
                  "Something went wrong here",
                  Map.of("id", log.write(code, String.valueOf(error.getPath()), message)));
      case INTROSPECTION_REFUSED ->
          CodedError.of(
              error,
              code,
              "The introspection is refused: ask for __schema or __type once in an operation, "
                  + "and for no list of it twice in a row, as the standard introspection query does",
              Map.of());
      default -> CodedError.of(error, code, message, Map.of());
    };
  }

  private static boolean hasCode(GraphQLError error) {
    return error.getExtensions() != null && error.getExtensions().containsKey(CodedError.CODE);
  }

  private static ErrorCode codeOf(GraphQLError error) {
    return switch (error) {
      case BadFaithIntrospectionError _ -> ErrorCode.INTROSPECTION_REFUSED;
      case CoercingParseValueException _,
          NonNullableValueCoercedAsNullException _,
          InputMapDefinesTooManyFieldsException _,
          UnknownOperationException _ ->
          ErrorCode.BAD_USER_INPUT;
      default ->
          switch (error.getErrorType()) {
            case ErrorCode known -> known;
            case ErrorType.InvalidSyntax -> ErrorCode.GRAPHQL_PARSE_FAILED;
            case ErrorType.ValidationError -> ErrorCode.GRAPHQL_VALIDATION_FAILED;
            case ErrorType.OperationNotSupported -> ErrorCode.BAD_USER_INPUT;
            case ErrorType.ExecutionAborted -> ErrorCode.DOCUMENT_TOO_COMPLEX;
            default -> ErrorCode.INTERNAL;
          };
    };
  }
}
