package io.millrace.ops.attack;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The API that is attacked, whatever its domain: what its schema offers for each kind of attack.
 *
 * @param api where it answers
 * @param schema what clients see of it
 * @param tokens good ones, of people who may do this and that: what they send gets further
 * @param operations makes valid operations of it
 */
record Target(URI api, GraphQLSchema schema, List<String> tokens, SampleOperations operations) {

  Target {
    tokens = List.copyOf(tokens);
  }

  /** The same for another attack, with operations of its own. */
  Target seeded(long seed) {
    return new Target(
        api, schema, tokens, new SampleOperations(schema, new SplittableRandom(seed)));
  }

  /** A request as everybody would send it: as it is, and with each of the tokens. */
  List<Request> asEverybody(Request request) {
    return Stream.concat(Stream.of(request), tokens.stream().map(token -> request.bearing(token)))
        .toList();
  }

  /** The fields that a query begins with. */
  List<GraphQLFieldDefinition> queries() {
    return schema.getQueryType().getFieldDefinitions();
  }

  List<GraphQLFieldDefinition> mutations() {
    var type = schema.getMutationType();
    return type == null ? List.of() : type.getFieldDefinitions();
  }

  /** A field that gives a connection by search. */
  GraphQLFieldDefinition search() {
    return queries().stream()
        .filter(field -> field.getArgument("first") != null)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The schema has no search to attack"));
  }

  /** A field of an object that leads to the same type again, as {@code Category.parent} does. */
  Optional<Circle> circle() {
    for (var query : queries()) {
      if (GraphQLTypeUtil.unwrapAll(query.getType()) instanceof GraphQLObjectType connection
          && connection.getFieldDefinition("nodes") != null) {
        var type =
            (GraphQLObjectType)
                GraphQLTypeUtil.unwrapAll(connection.getFieldDefinition("nodes").getType());
        for (var field : type.getFieldDefinitions()) {
          if (field.getType() instanceof GraphQLNamedType named
              && named.getName().equals(type.getName())) {
            return Optional.of(new Circle(query.getName(), type.getName(), field.getName()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A field that takes a list of ids. */
  Optional<String> byIds() {
    return queries().stream()
        .filter(
            field ->
                field.getArguments().stream()
                    .anyMatch(
                        argument ->
                            GraphQLTypeUtil.unwrapNonNull(argument.getType()) instanceof GraphQLList
                                && argument.getName().equals("ids")))
        .map(GraphQLFieldDefinition::getName)
        .findFirst();
  }

  /** The types of which {@code node} gives one by its id; none where there is no such field. */
  List<String> nodes() {
    return schema.getQueryType().getFieldDefinition("node") != null
            && schema.getType("Node") instanceof GraphQLInterfaceType node
        ? schema.getImplementations(node).stream().map(GraphQLObjectType::getName).toList()
        : List.of();
  }

  /** A value of the search's order field. */
  Optional<String> order() {
    var order = search().getArgument("orderBy");
    return order != null
            && GraphQLTypeUtil.unwrapAll(order.getType()) instanceof GraphQLInputObjectType input
            && GraphQLTypeUtil.unwrapAll(input.getFieldDefinition("field").getType())
                instanceof GraphQLEnumType choice
        ? Optional.of(choice.getValues().getFirst().getName())
        : Optional.empty();
  }

  /**
   * A way round in the schema.
   *
   * @param search the query field that leads to the type
   * @param type the object
   * @param field its field that leads to itself
   */
  record Circle(String search, String type, String field) {}
}
