package io.millrace.api.usage;

import graphql.execution.TypeFromAST;
import graphql.introspection.Introspection;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedInputType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.api.usage.DocumentUse.OpenVariable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an operation of a valid document uses. A fragment is looked at once, however often it
 * is spread, so that this takes no longer than the document is.
 */
final class DocumentWalk {

  private final GraphQLSchema schema;
  private final Map<String, FragmentDefinition> fragments;
  private final SchemaElements elements;
  private final Set<Element> found = new LinkedHashSet<>();
  private final Set<String> visited = new HashSet<>();

  /**
   * @param fragments the document's fragments by name
   */
  DocumentWalk(
      GraphQLSchema schema, Map<String, FragmentDefinition> fragments, SchemaElements elements) {
    this.schema = schema;
    this.fragments = fragments;
    this.elements = elements;
  }

  DocumentUse walk(OperationDefinition operation, String version) {
    var variables = new ArrayList<OpenVariable>();
    for (var variable : operation.getVariableDefinitions()) {
      var type = innermost(TypeFromAST.getTypeFromAST(schema, variable.getType()));
      value(type, variable.getDefaultValue());
      if (type instanceof GraphQLInputObjectType || type instanceof GraphQLEnumType) {
        variables.add(new OpenVariable(variable.getName(), type));
      }
    }
    selections(root(operation), operation.getSelectionSet());
    return new DocumentUse(version, found, variables);
  }

  private GraphQLNamedOutputType root(OperationDefinition operation) {
    return Objects.requireNonNull(
        switch (operation.getOperation()) {
          case QUERY -> schema.getQueryType();
          case MUTATION -> schema.getMutationType();
          case SUBSCRIPTION -> schema.getSubscriptionType();
        });
  }

  private void selections(GraphQLNamedOutputType type, @Nullable SelectionSet selections) {
    if (selections == null) {
      return;
    }
    for (var selection : selections.getSelections()) {
      switch (selection) {
        case Field field -> field(type, field);
        case InlineFragment inline ->
            selections(
                inline.getTypeCondition() == null
                    ? type
                    : output(inline.getTypeCondition().getName()),
                inline.getSelectionSet());
        case FragmentSpread spread -> {
          if (visited.add(spread.getName())) {
            var fragment = Objects.requireNonNull(fragments.get(spread.getName()));
            selections(output(fragment.getTypeCondition().getName()), fragment.getSelectionSet());
          }
        }
        default -> throw new IllegalStateException("No selection: " + selection);
      }
    }
  }

  private GraphQLNamedOutputType output(String type) {
    return (GraphQLNamedOutputType) Objects.requireNonNull(schema.getType(type));
  }

  private void field(GraphQLNamedOutputType type, Field field) {
    if (field.getName().startsWith("__")
        || Introspection.isIntrospectionTypes(type)
        || !(type instanceof GraphQLFieldsContainer container)) {
      return;
    }
    var definition = Objects.requireNonNull(container.getField(field.getName()));
    found.add(elements.field(type.getName(), definition));
    arguments(type.getName(), definition, field.getArguments());
    selections(
        (GraphQLNamedOutputType) GraphQLTypeUtil.unwrapAll(definition.getType()),
        field.getSelectionSet());
  }

  private void arguments(String type, GraphQLFieldDefinition field, List<Argument> given) {
    for (var argument : given) {
      var definition = Objects.requireNonNull(field.getArgument(argument.getName()));
      found.add(elements.argument(type, field, definition));
      value(innermost(definition.getType()), argument.getValue());
    }
  }

  /**
   * @param type what the innermost lists of the value hold
   */
  private void value(GraphQLNamedInputType type, @Nullable Value<?> value) {
    switch (value) {
      case ArrayValue list -> list.getValues().forEach(each -> value(type, (Value<?>) each));
      case ObjectValue object when type instanceof GraphQLInputObjectType input ->
          object
              .getObjectFields()
              .forEach(
                  given -> {
                    var field = Objects.requireNonNull(input.getField(given.getName()));
                    found.add(elements.inputField(input, field));
                    value(innermost(field.getType()), given.getValue());
                  });
      case EnumValue name when type instanceof GraphQLEnumType values ->
          found.add(
              elements.value(values, Objects.requireNonNull(values.getValue(name.getName()))));
      case null, default -> {
        // A variable, whose value is looked at when it comes, or one of a scalar.
      }
    }
  }

  static GraphQLNamedInputType innermost(GraphQLType type) {
    return (GraphQLNamedInputType) GraphQLTypeUtil.unwrapAll(type);
  }
}
