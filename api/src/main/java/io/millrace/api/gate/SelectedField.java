package io.millrace.api.gate;

import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;

/**
 * A field that an operation selects on a type of objects.
 *
 * @param owner the type; where the document names an interface, each of those that implement it
 * @param definition the field of that type
 * @param node where the document selects it
 */
public record SelectedField(
    GraphQLObjectType owner, GraphQLFieldDefinition definition, Field node) {}
