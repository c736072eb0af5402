package io.millrace.api.cost;

import graphql.execution.conditional.ConditionalNodes;
import graphql.language.DirectivesContainer;
import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import io.millrace.api.gate.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As in section 6.3.2 of the GraphQL specification, "Field Collection". */
final class FieldCollection {

  private static final ConditionalNodes CONDITIONS = new ConditionalNodes();

  private final Operation operation;
  private final Assumptions assumptions;

  FieldCollection(Operation operation, Assumptions assumptions) {
    this.operation = operation;
    this.assumptions = assumptions;
  }

  /** The fields of an object of the type, by their keys in an answer. */
  Map<String, List<Field>> of(List<SelectionSet> selections, GraphQLObjectType type) {
    var fields = new LinkedHashMap<String, List<Field>>();
    var visited = new HashSet<String>();
    selections.forEach(set -> collect(set, type, fields, visited));
    return fields;
  }

  private void collect(
      SelectionSet selections,
      GraphQLObjectType type,
      Map<String, List<Field>> fields,
      Set<String> visited) {
    for (var selection : selections.getSelections()) {
      if (!isIncluded((DirectivesContainer<?>) selection)) {
        continue;
      }
      switch (selection) {
        case Field field ->
            fields.computeIfAbsent(field.getResultKey(), _ -> new ArrayList<>(1)).add(field);
        case InlineFragment inline -> {
          if (applies(inline.getTypeCondition(), type)) {
            collect(inline.getSelectionSet(), type, fields, visited);
          }
        }
        case FragmentSpread spread -> {
          var fragment = Objects.requireNonNull(operation.fragments().get(spread.getName()));
          if (visited.add(spread.getName()) && applies(fragment.getTypeCondition(), type)) {
            collect(fragment.getSelectionSet(), type, fields, visited);
          }
        }
        default -> throw new IllegalStateException("No selection: " + selection);
      }
    }
  }

  private boolean isIncluded(DirectivesContainer<?> selection) {
    return selection.getDirectives().isEmpty()
        || CONDITIONS.shouldInclude(
            selection, assumptions.conditions(selection), operation.schema(), operation.context());
  }

  private boolean applies(@Nullable TypeName condition, GraphQLObjectType type) {
    if (condition == null || condition.getName().equals(type.getName())) {
      return true;
    }
    return operation.schema().getType(condition.getName()) instanceof GraphQLCompositeType wider
        && !(wider instanceof GraphQLObjectType)
        && operation.schema().isPossibleType((GraphQLNamedType) wider, type);
  }
}
