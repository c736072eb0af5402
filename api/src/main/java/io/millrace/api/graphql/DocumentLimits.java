package io.millrace.api.graphql;

import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.SelectionSet;
import graphql.parser.ParserOptions;
import io.millrace.api.ApiProperties.Documents;
import io.millrace.api.error.CodedError;
import io.millrace.api.error.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses documents that nest too deeply or have too many fields, before anything is read for them.
 *
 * <p>graphql-java's own instrumentations walk a fragment once, however often it is spread: a
 * document of ten nested fragments, each spread under two aliases, is ten fields to them and a
 * thousand to the executor. Here a fragment is measured once and counted at each use.
 */
final class DocumentLimits extends SimplePerformantInstrumentation {

  private final Documents limits;

  DocumentLimits(Documents limits) {
    this.limits = limits;
  }

  /** The limits that hold while the document is parsed. */
  static ParserOptions size(Documents documents) {
    return ParserOptions.newParserOptions()
        .maxCharacters(documents.maxCharacters())
        .maxTokens(documents.maxTokens())
        .build();
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, @Nullable InstrumentationState state) {
    var context = parameters.getExecutionContext();
    var extent = new Measurement(context).of(context.getOperationDefinition().getSelectionSet());
    if (extent.depth() > limits.maxDepth()) {
      throw refusal(
          "The document nests %d fields deep; %d are allowed"
              .formatted(extent.depth(), limits.maxDepth()));
    }
    if (extent.fields() > limits.maxFields()) {
      throw refusal(
          "The document has %d fields, those of fragments counted at each use; %d are allowed"
              .formatted(extent.fields(), limits.maxFields()));
    }
    return super.beginExecuteOperation(parameters, state);
  }

  private static AbortExecutionException refusal(String message) {
    return new AbortExecutionException(
        List.of(CodedError.of(ErrorCode.DOCUMENT_TOO_COMPLEX, message)));
  }

  /**
   * How large a selection is.
   *
   * @param fields all fields in it, at most {@link Integer#MAX_VALUE}
   * @param depth the fields from its first level to its deepest
   */
  private record Extent(int fields, int depth) {

    static final Extent NONE = new Extent(0, 0);

    Extent beside(Extent other) {
      return new Extent(sum(fields, other.fields), Math.max(depth, other.depth));
    }

    Extent belowAField() {
      return new Extent(sum(fields, 1), depth + 1);
    }

    private static int sum(int one, int other) {
      return (int) Math.min((long) one + other, Integer.MAX_VALUE);
    }
  }

  /** Measures the selections of one document, which is valid: no fragment contains itself. */
  private static final class Measurement {

    private final ExecutionContext context;
    private final Map<String, Extent> fragments = new HashMap<>();

    Measurement(ExecutionContext context) {
      this.context = context;
    }

    Extent of(@Nullable SelectionSet selections) {
      if (selections == null) {
        return Extent.NONE;
      }
      var extent = Extent.NONE;
      for (var selection : selections.getSelections()) {
        extent =
            extent.beside(
                switch (selection) {
                  case Field field -> of(field.getSelectionSet()).belowAField();
                  case InlineFragment inline -> of(inline.getSelectionSet());
                  case FragmentSpread spread -> ofFragment(spread.getName());
                  default -> Extent.NONE;
                });
      }
      return extent;
    }

    private Extent ofFragment(String name) {
      var known = fragments.get(name);
      if (known == null) {
        known = of(Objects.requireNonNull(context.getFragment(name)).getSelectionSet());
        fragments.put(name, known);
      }
      return known;
    }
  }
}
