package io.millrace.ops.attack;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes operations that a schema allows, of its fields, arguments and types, at random. */
final class SampleOperations {

  private static final int MOST_FIELDS = 4;

  private final GraphQLSchema schema;
  private final SplittableRandom random;

  SampleOperations(GraphQLSchema schema, SplittableRandom random) {
    this.schema = schema;
    this.random = random;
  }

  /** An operation of one root field. */
  String operation(GraphQLFieldDefinition root, boolean mutation) {
    return (mutation ? "mutation " : "query ") + "{ " + field(root, 3, null) + " }";
  }

  /**
   * A field with its arguments and what is below it.
   *
   * @param text what every text in its arguments is, null for harmless ones
   */
  String field(GraphQLFieldDefinition field, int depth, @Nullable String text) {
    var arguments =
        field.getArguments().stream()
            .filter(
                argument ->
                    text != null
                        || GraphQLTypeUtil.isNonNull(argument.getType())
                        || argument.getName().equals("first")
                        || random.nextInt(4) == 0)
            .filter(argument -> !argument.getName().matches("last|after|before"))
            .map(argument -> argument.getName() + ": " + argument(argument, text))
            .collect(Collectors.joining(", "));
    return field.getName()
        + (arguments.isEmpty() ? "" : "(" + arguments + ")")
        + selection(field.getType(), depth);
  }

  /** The selection of a type, empty for a leaf. */
  String selection(GraphQLType type, int depth) {
    var named = GraphQLTypeUtil.unwrapAll(type);
    if (!(named instanceof GraphQLCompositeType)) {
      return "";
    }
    if (named instanceof GraphQLUnionType || depth == 0) {
      return " { __typename }";
    }
    var fields = ((GraphQLFieldsContainer) named).getFieldDefinitions();
    var chosen =
        random
            .ints(Math.min(MOST_FIELDS, fields.size()), 0, fields.size())
            .distinct()
            .mapToObj(fields::get)
            .map(field -> field(field, depth - 1, null))
            .collect(Collectors.joining(" "));
    return " { " + chosen + " }";
  }

  private String argument(GraphQLArgument argument, @Nullable String text) {
    return argument.getName().equals("first") ? "3" : value(argument.getType(), 3, text);
  }

  private String value(GraphQLType type, int depth, @Nullable String text) {
    return switch (type) {
      case GraphQLNonNull required -> value(required.getWrappedType(), depth, text);
      case GraphQLList list -> "[" + value(list.getWrappedType(), depth, text) + "]";
      case GraphQLEnumType choice ->
          choice.getValues().get(random.nextInt(choice.getValues().size())).getName();
      case GraphQLInputObjectType object -> object(object, depth, text);
      case GraphQLNamedType scalar -> scalar(scalar.getName(), text);
      default -> "null";
    };
  }

  private String object(GraphQLInputObjectType type, int depth, @Nullable String text) {
    return type.getFieldDefinitions().stream()
        .filter(
            field ->
                GraphQLTypeUtil.isNonNull(field.getType())
                    || (depth > 0 && (text != null || random.nextBoolean())))
        .filter(field -> !field.getName().matches("or|not") || depth > 2)
        .map(field -> field.getName() + ": " + value(field.getType(), depth - 1, text))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String scalar(String name, @Nullable String text) {
    return switch (name) {
      case "Int" -> Integer.toString(random.nextInt(1, 50));
      case "Float" -> Double.toString(random.nextInt(1, 50));
      case "Boolean" -> Boolean.toString(random.nextBoolean());
      case "ID" -> Json.text(text == null ? id() : text);
      case "Decimal" -> Json.text(text == null ? "9.99" : text);
      case "Long" -> Json.text(text == null ? "7" : text);
      case "DateTime" -> Json.text(text == null ? "2026-11-25T10:00:00Z" : text);
      case "Date" -> Json.text(text == null ? "2026-11-25" : text);
      default -> Json.text(text == null ? "garden" : text);
    };
  }

  /** The id of some object; global ids are opaque to clients, and not to attackers. */
  String id() {
    var types =
        schema.getQueryType().getFieldDefinitions().stream()
            .map(field -> GraphQLTypeUtil.unwrapAll(field.getType()).getName())
            .filter(name -> !name.endsWith("Connection"))
            .toList();
    var type = types.isEmpty() ? "Node" : types.get(random.nextInt(types.size()));
    return id(type, random.nextInt(1, 200));
  }

  static String id(String type, long key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((type + ":" + key).getBytes(StandardCharsets.UTF_8));
  }
}
