package io.millrace.api.version;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLTypeUtil;
import io.millrace.schema.version.VersionNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives arguments the names that they have in the SDL, input fields within them included. */
public final class PublishedArguments {

  private final VersionNames names;

  public PublishedArguments(VersionNames names) {
    this.names = names;
  }

  /**
   * The arguments of a field under their declared names.
   *
   * @param type the field's type, as published
   * @param field its name, as published
   * @param definitions its arguments
   * @param values what was given, by published name
   */
  public Map<String, @Nullable Object> declared(
      String type,
      String field,
      List<GraphQLArgument> definitions,
      Map<String, @Nullable Object> values) {
    if (!names.renames()) {
      return values;
    }
    var declared = new LinkedHashMap<String, @Nullable Object>();
    for (var argument : definitions) {
      if (values.containsKey(argument.getName())) {
        declared.put(
            names.declaredArgument(type, field, argument.getName()),
            declared(argument.getType(), values.get(argument.getName())));
      }
    }
    return declared;
  }

  private @Nullable Object declared(GraphQLInputType type, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list ->
          list.stream().<@Nullable Object>map(each -> declared(type, each)).toList();
      case Map<?, ?> fields
          when GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputObjectType object ->
          fields(object, fields);
      default -> value;
    };
  }

  private Map<String, @Nullable Object> fields(GraphQLInputObjectType type, Map<?, ?> values) {
    var declared = new LinkedHashMap<String, @Nullable Object>();
    values.forEach(
        (name, value) ->
            declared.put(
                names.declaredMember(type.getName(), (String) name),
                declared(
                    Objects.requireNonNull(type.getFieldDefinition((String) name)).getType(),
                    value)));
    return declared;
  }
}
