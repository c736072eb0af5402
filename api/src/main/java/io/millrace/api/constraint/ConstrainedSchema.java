package io.millrace.api.constraint;

import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInputValueDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.schema.constraint.Constraint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a schema has constraints. */
final class ConstrainedSchema {

  /** By the schema's own objects, which are equal only where they are the same. */
  private final Map<GraphQLInputValueDefinition, List<Rule>> rules = new HashMap<>();

  /** Input types with constraints on a field of theirs, or of a type below. */
  private final Set<GraphQLInputObjectType> concerned = new HashSet<>();

  ConstrainedSchema(GraphQLSchema schema) {
    var inputs =
        schema.getAllTypesAsList().stream()
            .filter(GraphQLInputObjectType.class::isInstance)
            .map(GraphQLInputObjectType.class::cast)
            .toList();
    inputs.forEach(input -> input.getFieldDefinitions().forEach(this::read));
    // Types may be below each other in a circle.
    boolean more = true;
    while (more) {
      more = false;
      for (var input : inputs) {
        if (input.getFieldDefinitions().stream().anyMatch(this::concerns)) {
          more |= concerned.add(input);
        }
      }
    }
    schema.getAllTypesAsList().stream()
        .filter(GraphQLFieldsContainer.class::isInstance)
        .map(GraphQLFieldsContainer.class::cast)
        .flatMap(container -> container.getFieldDefinitions().stream())
        .flatMap(field -> field.getArguments().stream())
        .forEach(this::read);
  }

  private void read(GraphQLInputValueDefinition element) {
    var found =
        element.getAppliedDirectives().stream()
            .flatMap(
                directive ->
                    Constraint.named(directive.getName()).stream()
                        .map(constraint -> Rule.of(constraint, directive, element.getType())))
            .toList();
    if (!found.isEmpty()) {
      rules.put(element, found);
    }
  }

  /** Whether there are no constraints. */
  boolean isFree() {
    return rules.isEmpty();
  }

  /** The constraints of an argument or input field itself. */
  List<Rule> rules(GraphQLInputValueDefinition element) {
    return rules.getOrDefault(element, List.of());
  }

  /** Whether values of an argument or input field have to be looked at, or something in them. */
  boolean concerns(GraphQLInputValueDefinition element) {
    return rules.containsKey(element) || concerns((GraphQLInputType) element.getType());
  }

  /** Whether there may be a constraint inside values of a type. */
  boolean concerns(GraphQLInputType type) {
    return GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputObjectType input
        && concerned.contains(input);
  }
}
