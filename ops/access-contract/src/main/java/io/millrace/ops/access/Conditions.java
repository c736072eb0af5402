package io.millrace.ops.access;

import graphql.language.Directive;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.StringValue;
import graphql.language.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Conditions of filters that ask for the values that a row has. */
record Conditions(Sdl sdl) {

  private static final Set<String> BOUNDS = Set.of("gte", "gt", "lte", "lt");

  /** The conditions, each for itself, as they stand in a filter. */
  List<String> of(InputValueDefinition filter, JsonNode row) {
    var conditions = new ArrayList<String>();
    for (var condition : sdl.input(filter).orElseThrow()) {
      var path = path(condition.getDirectives("path")).orElse(condition.getName());
      var value = at(row, path);
      var nested = sdl.input(condition);
      if (value.isMissingNode() || value.isNull()) {
        continue;
      }
      if (nested.isEmpty()) {
        var literal = literal(condition, value);
        conditions.add(
            condition.getName()
                + ": "
                + (isList(condition.getType()) ? "[" + literal + "]" : literal));
      } else if (nested.get().stream().allMatch(bound -> BOUNDS.contains(bound.getName()))) {
        nested
            .get()
            .forEach(
                bound ->
                    conditions.add(
                        "%s: {%s: %s}"
                            .formatted(
                                condition.getName(), bound.getName(), literal(bound, value))));
      } else if (value.isObject()) {
        of(condition, value)
            .forEach(below -> conditions.add("%s: {%s}".formatted(condition.getName(), below)));
      }
    }
    return conditions;
  }

  private static JsonNode at(JsonNode row, String path) {
    var value = row;
    for (var name : path.split("\\.")) {
      value = value.path(name);
      value = value.isArray() ? value.path(0) : value;
    }
    return value;
  }

  private String literal(InputValueDefinition of, JsonNode value) {
    return sdl.values(of).isEmpty() ? value.toString() : value.asString();
  }

  /** Whether the filter can be turned round. */
  boolean combines(InputValueDefinition filter) {
    return sdl.input(filter).orElseThrow().stream()
        .anyMatch(field -> field.getName().equals("not"));
  }

  private static Optional<String> path(List<Directive> paths) {
    return paths.stream()
        .map(path -> ((StringValue) path.getArgument("field").getValue()).getValue())
        .findFirst();
  }

  private static boolean isList(Type<?> type) {
    return type instanceof ListType
        || (type instanceof NonNullType needed && isList(needed.getType()));
  }
}
