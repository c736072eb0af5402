package io.millrace.api.cost;

import graphql.execution.TypeFromAST;
import graphql.language.DirectivesContainer;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.api.gate.Operation;
import io.millrace.api.gate.UnknownVariable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an estimate takes for granted of variables that nobody knows yet, where an operation is
 * priced before it is sent. One that is about to run has no such variables, and costs nothing here.
 */
final class Assumptions {

  private final Operation operation;
  private final boolean needed;
  private final Set<String> made = new LinkedHashSet<>();

  Assumptions(Operation operation) {
    this.operation = operation;
    this.needed =
        operation.variables().toMap().values().stream().anyMatch(UnknownVariable.class::isInstance);
    if (needed) {
      operation.definition().getVariableDefinitions().stream()
          .filter(this::isUnknownObject)
          .forEach(object -> made.add("what $%s holds is not counted".formatted(object.getName())));
    }
  }

  private boolean isUnknownObject(VariableDefinition variable) {
    return operation.variables().get(variable.getName()) instanceof UnknownVariable
        && GraphQLTypeUtil.unwrapAll(
                TypeFromAST.getTypeFromAST(operation.schema(), variable.getType()))
            instanceof GraphQLInputObjectType;
  }

  /** All that were made, in sentences. */
  List<String> all() {
    return List.copyOf(made);
  }

  /** The variables by which a selection is left out or not; unknown ones let it stay. */
  Map<String, Object> conditions(DirectivesContainer<?> selection) {
    if (!needed) {
      return operation.variables().toMap();
    }
    return UnknownVariable.conditions(
        operation.variables(),
        selection,
        unknown -> made.add("what $%s may leave out is counted".formatted(unknown.name())));
  }

  /** How many elements a field was taken to have, where a variable will say it. */
  void size(ListSize size, Map<String, @Nullable Object> arguments, String field, double elements) {
    if (needed) {
      for (var argument : size.unknown(arguments)) {
        made.add(
            "%s(%s: $%s) is taken for %s%s"
                .formatted(
                    field,
                    argument,
                    ((UnknownVariable) Objects.requireNonNull(arguments.get(argument))).name(),
                    CostNumber.text(elements),
                    size.assumed().isPresent() ? "" : ", since nothing says how many they may be"));
      }
    }
  }
}
