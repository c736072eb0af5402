package io.millrace.api.review;

import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What operations are called in reports. */
final class OperationLabel {

  private OperationLabel() {}

  static String of(OperationDefinition operation) {
    var kind = operation.getOperation().name().toLowerCase(Locale.ROOT);
    return operation.getName() == null ? "unnamed " + kind : kind + " " + operation.getName();
  }

  /** The operation that holds a place; all of them, where it is in a fragment or nowhere. */
  static String at(Document document, Optional<SourceLocation> place) {
    Optional<Definition<?>> around = Optional.empty();
    for (Definition<?> definition : document.getDefinitions()) {
      if (place.isPresent() && !isAfter(definition.getSourceLocation(), place.get())) {
        around = Optional.of(definition);
      }
    }
    return around
        .filter(OperationDefinition.class::isInstance)
        .map(definition -> of((OperationDefinition) definition))
        .orElseGet(
            () ->
                document.getDefinitionsOfType(OperationDefinition.class).stream()
                    .map(OperationLabel::of)
                    .collect(Collectors.joining(" and ")));
  }

  private static boolean isAfter(SourceLocation definition, SourceLocation place) {
    return definition.getLine() > place.getLine()
        || (definition.getLine() == place.getLine() && definition.getColumn() > place.getColumn());
  }
}
