package io.millrace.api.cost;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.api.gate.UnknownVariable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one schema (GraphQL Cost Directives, section 7): what {@code @cost} says, else 0
 * for what is of a scalar or enum type and 1 for what is composite. Read from the schema as they
 * are asked for, since most operations use few of its fields.
 */
final class Weights {

  private static final String DIRECTIVE = "cost";

  private final GraphQLSchema schema;
  private final Map<GraphQLDirectiveContainer, Double> known = new ConcurrentHashMap<>();
  private final Map<GraphQLFieldDefinition, Optional<ListSize>> sizes = new ConcurrentHashMap<>();

  Weights(GraphQLSchema schema) {
    this.schema = schema;
  }

  double ofField(GraphQLFieldDefinition field) {
    return weight(field, field.getType());
  }

  double ofType(GraphQLNamedType type) {
    return type instanceof GraphQLDirectiveContainer container ? weight(container, type) : 1;
  }

  Optional<ListSize> listSize(GraphQLFieldDefinition field) {
    return sizes.computeIfAbsent(field, ListSize::of);
  }

  /**
   * What the arguments of a field or directive weigh with all input fields that are used in them;
   * may be negative. An argument that is null is not used; one that nobody knows yet is, and holds
   * nothing.
   */
  double ofArguments(List<GraphQLArgument> arguments, Map<String, @Nullable Object> values) {
    double sum = 0;
    for (var argument : arguments) {
      var value = values.get(argument.getName());
      if (value != null) {
        sum += weight(argument, argument.getType()) + ofInput(argument.getType(), value);
      }
    }
    return sum;
  }

  Optional<GraphQLDirective> directive(String name) {
    return Optional.ofNullable(schema.getDirective(name));
  }

  private double ofInput(GraphQLInputType type, Object value) {
    if (value instanceof List<?> list) {
      double sum = 0;
      for (var element : list) {
        sum += element == null ? 0 : ofInput(type, element);
      }
      return sum;
    }
    return GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputObjectType object
            && value instanceof Map<?, ?> fields
            && !(value instanceof UnknownVariable)
        ? ofInputFields(object, fields)
        : 0;
  }

  private double ofInputFields(GraphQLInputObjectType object, Map<?, ?> values) {
    double sum = 0;
    for (var entry : values.entrySet()) {
      var value = entry.getValue();
      if (value != null) {
        var field = Objects.requireNonNull(object.getFieldDefinition((String) entry.getKey()));
        sum += weight(field, field.getType()) + ofInput(field.getType(), value);
      }
    }
    return sum;
  }

  private double weight(GraphQLDirectiveContainer element, GraphQLType type) {
    var weight = known.get(element);
    return weight != null
        ? weight
        : known.computeIfAbsent(
            element,
            _ ->
                Optional.ofNullable(element.getAppliedDirective(DIRECTIVE))
                    .map(Weights::declared)
                    .orElseGet(() -> isLeaf(type) ? 0.0 : 1.0));
  }

  private static double declared(GraphQLAppliedDirective cost) {
    String text = Objects.requireNonNull(cost.getArgument("weight").getValue());
    return Double.parseDouble(text);
  }

  private static boolean isLeaf(GraphQLType type) {
    var named = GraphQLTypeUtil.unwrapAll(type);
    return named instanceof GraphQLScalarType || named instanceof GraphQLEnumType;
  }
}
