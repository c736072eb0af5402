package io.millrace.api.gate;

import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.SelectionSet;
import graphql.parser.ParserOptions;
import io.millrace.api.ApiProperties.Documents;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Refuses documents that nest too deeply or have too many fields, before anything is read for them.
 *
 * <p>graphql-java's own instrumentations walk a fragment once, however often it is spread: a
 * document of ten nested fragments, each spread under two aliases, is ten fields to them and a
 * thousand to the executor. Here a fragment is measured once and counted at each use.
 */
public final class DocumentShape implements OperationCheck {

  private final Documents limits;

  DocumentShape(Documents limits) {
    this.limits = limits;
  }

  /** The limits that hold while the document is parsed. */
  public static ParserOptions size(Documents documents) {
    return ParserOptions.newParserOptions()
        .maxCharacters(documents.maxCharacters())
        .maxTokens(documents.maxTokens())
        .build();
  }

  @Override
  public Mono<Void> check(Operation operation) {
    var extent = new Measurement(operation).of(operation.definition().getSelectionSet());
    if (extent.depth() > limits.maxDepth()) {
      return refusal(
          "The document nests %d fields deep; %d are allowed"
              .formatted(extent.depth(), limits.maxDepth()));
    }
    if (extent.fields() > limits.maxFields()) {
      return refusal(
          "The document has %d fields, those of fragments counted at each use; %d are allowed"
              .formatted(extent.fields(), limits.maxFields()));
    }
    return Mono.empty();
  }

  private static Mono<Void> refusal(String message) {
    return Mono.error(new RequestException(ErrorCode.DOCUMENT_TOO_COMPLEX, message));
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

    private final Operation operation;
    private final Map<String, Extent> fragments = new HashMap<>();

    Measurement(Operation operation) {
      this.operation = operation;
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
        known = of(Objects.requireNonNull(operation.fragments().get(name)).getSelectionSet());
        fragments.put(name, known);
      }
      return known;
    }
  }
}
