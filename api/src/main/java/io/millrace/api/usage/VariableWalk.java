package io.millrace.api.usage;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedInputType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the values of variables use beyond their document. They are looked at as they were
 * sent, since coercion fills in what nobody wrote; that it has succeeded bounds them and makes them
 * fit.
 */
final class VariableWalk {

  private final DocumentUse document;
  private final SchemaElements elements;
  private final Set<Element> found = new LinkedHashSet<>();

  VariableWalk(DocumentUse document, SchemaElements elements) {
    this.document = document;
    this.elements = elements;
  }

  Set<Element> walk(Map<String, @Nullable Object> values) {
    for (var variable : document.variables()) {
      value(variable.type(), values.get(variable.name()));
    }
    return found;
  }

  private void value(GraphQLNamedInputType type, @Nullable Object value) {
    switch (value) {
      case null -> {
        // Nothing is used by it.
      }
      case Collection<?> list -> list.forEach(each -> value(type, each));
      case Map<?, ?> object when type instanceof GraphQLInputObjectType input ->
          object.forEach((name, given) -> field(input, String.valueOf(name), given));
      default -> {
        if (type instanceof GraphQLEnumType values) {
          constant(values, value instanceof Enum<?> known ? known.name() : value.toString());
        }
      }
    }
  }

  private void field(GraphQLInputObjectType input, String name, @Nullable Object value) {
    var field = input.getField(name);
    if (field != null) {
      add(elements.inputField(input, field));
      value(DocumentWalk.innermost(field.getType()), value);
    }
  }

  private void constant(GraphQLEnumType values, String name) {
    var value = values.getValue(name);
    if (value != null) {
      add(elements.value(values, value));
    }
  }

  private void add(Element element) {
    if (!document.elements().contains(element)) {
      found.add(element);
    }
  }
}
