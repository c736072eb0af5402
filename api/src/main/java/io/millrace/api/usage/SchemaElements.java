package io.millrace.api.usage;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import io.millrace.schema.version.VersionNames;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one schema, each made once: documents share them, and values of variables are
 * told by them without a text being put together. Definitions are equal only where they are the
 * same.
 */
final class SchemaElements {

  private final Map<GraphQLNamedSchemaElement, Element> known = new ConcurrentHashMap<>();

  Element field(String type, GraphQLFieldDefinition field) {
    var element = known.get(field);
    return element != null
        ? element
        : keep(field, type + "." + field.getName(), field.getDeprecationReason());
  }

  Element argument(String type, GraphQLFieldDefinition field, GraphQLArgument argument) {
    var element = known.get(argument);
    return element != null
        ? element
        : keep(
            argument,
            VersionNames.argument(type, field.getName(), argument.getName()),
            argument.getDeprecationReason());
  }

  Element inputField(GraphQLInputObjectType type, GraphQLInputObjectField field) {
    var element = known.get(field);
    return element != null
        ? element
        : keep(field, type.getName() + "." + field.getName(), field.getDeprecationReason());
  }

  Element value(GraphQLEnumType type, GraphQLEnumValueDefinition value) {
    var element = known.get(value);
    return element != null
        ? element
        : keep(value, type.getName() + "." + value.getName(), value.getDeprecationReason());
  }

  private Element keep(
      GraphQLNamedSchemaElement definition, String coordinate, @Nullable String deprecation) {
    return known.computeIfAbsent(
        definition, _ -> new Element(coordinate, Optional.ofNullable(deprecation)));
  }
}
