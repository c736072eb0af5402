package io.millrace.api.gate;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures the operations of a document that is parsed, and perhaps not valid.
 *
 * <p>graphql-java's own instrumentations walk a fragment once, however often it is spread: a
 * document of ten nested fragments, each spread under two aliases, is ten fields to them and a
 * thousand to the executor. Here a fragment is measured once and counted at each use, so that
 * measuring takes no longer than the document is.
 */
final class DocumentMeasurement {

  private final Map<String, FragmentDefinition> definitions = new HashMap<>();
  private final Map<String, Extent> measured = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  DocumentMeasurement(Document document) {
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> definitions.putIfAbsent(fragment.getName(), fragment));
  }

  /**
   * How large a part of an operation is. No number is above {@link Integer#MAX_VALUE}.
   *
   * @param rootFields the fields on its first level
   * @param fields all fields in it
   * @param depth the fields from its first level to its deepest
   * @param aliases the fields in it that are given another name
   * @param directives the directives in it
   * @param inputDepth the lists and objects around the innermost value in its arguments, and that
   * @param inputItems the values in its arguments
   */
  record Extent(
      int rootFields,
      int fields,
      int depth,
      int aliases,
      int directives,
      int inputDepth,
      int inputItems) {

    private static final Extent NONE = new Extent(0, 0, 0, 0, 0, 0, 0);

    private static Extent ofDirectives(int count) {
      return new Extent(0, 0, 0, 0, count, 0, 0);
    }

    private static Extent ofInput(int depth, int items) {
      return new Extent(0, 0, 0, 0, 0, depth, items);
    }

    private Extent beside(Extent other) {
      return new Extent(
          sum(rootFields, other.rootFields),
          sum(fields, other.fields),
          Math.max(depth, other.depth),
          sum(aliases, other.aliases),
          sum(directives, other.directives),
          Math.max(inputDepth, other.inputDepth),
          sum(inputItems, other.inputItems));
    }

    private Extent below(Field field) {
      return new Extent(
          1,
          sum(fields, 1),
          depth + 1,
          sum(aliases, field.getAlias() == null ? 0 : 1),
          directives,
          inputDepth,
          inputItems);
    }

    private static int sum(int one, int other) {
      return (int) Math.min((long) one + other, Integer.MAX_VALUE);
    }
  }

  /**
   * The extent of an operation.
   *
   * @throws RequestException where a fragment contains itself
   */
  Extent of(OperationDefinition operation) {
    var extent = of(operation.getSelectionSet()).beside(directives(operation));
    for (VariableDefinition variable : operation.getVariableDefinitions()) {
      extent = extent.beside(directives(variable)).beside(of(variable.getDefaultValue()));
    }
    return extent;
  }

  private Extent of(@Nullable SelectionSet selections) {
    var extent = Extent.NONE;
    if (selections != null) {
      for (var selection : selections.getSelections()) {
        extent =
            extent.beside(
                switch (selection) {
                  case Field field ->
                      of(field.getSelectionSet())
                          .below(field)
                          .beside(arguments(field.getArguments()))
                          .beside(directives(field));
                  case InlineFragment inline ->
                      of(inline.getSelectionSet()).beside(directives(inline));
                  case FragmentSpread spread -> of(spread).beside(directives(spread));
                  default -> Extent.NONE;
                });
      }
    }
    return extent;
  }

  /** What a spread names and the document lacks is for validation to say. */
  private Extent of(FragmentSpread spread) {
    var name = spread.getName();
    var known = measured.get(name);
    var definition = definitions.get(name);
    if (known != null || definition == null) {
      return known == null ? Extent.NONE : known;
    }
    if (!open.add(name)) {
      throw new RequestException(
          ErrorCode.GRAPHQL_VALIDATION_FAILED, "The fragment '%s' contains itself".formatted(name));
    }
    var extent = of(definition.getSelectionSet()).beside(directives(definition));
    open.remove(name);
    measured.put(name, extent);
    return extent;
  }

  private static Extent directives(DirectivesContainer<?> on) {
    var extent = Extent.ofDirectives(on.getDirectives().size());
    for (var directive : on.getDirectives()) {
      extent = extent.beside(arguments(directive.getArguments()));
    }
    return extent;
  }

  private static Extent arguments(List<Argument> arguments) {
    var extent = Extent.NONE;
    for (var argument : arguments) {
      extent = extent.beside(of(argument.getValue()));
    }
    return extent;
  }

  private static Extent of(@Nullable Value<?> value) {
    return switch (value) {
      case null -> Extent.NONE;
      case ArrayValue list -> around(list.getValues());
      case ObjectValue object ->
          around(object.getObjectFields().stream().<Value<?>>map(ObjectField::getValue).toList());
      default -> Extent.ofInput(1, 1);
    };
  }

  @SuppressWarnings("rawtypes") // as the lists of graphql-java are
  private static Extent around(List<? extends Value> values) {
    var extent = Extent.NONE;
    for (var value : values) {
      extent = extent.beside(of((Value<?>) value));
    }
    return Extent.ofInput(extent.inputDepth() + 1, Extent.sum(extent.inputItems(), 1));
  }
}
