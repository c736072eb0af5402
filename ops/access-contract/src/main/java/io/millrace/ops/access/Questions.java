package io.millrace.ops.access;

import graphql.language.FieldDefinition;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.Relation;
import io.millrace.schema.catalog.RootField;
import io.millrace.schema.catalog.RootField.LookupBy;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Operations about a row, in every way that the schema has. */
final class Questions {

  private final Catalog catalog;
  private final Sdl sdl;
  private final Conditions conditions;

  Questions(Catalog catalog) {
    this.catalog = catalog;
    this.sdl = new Sdl(catalog);
    this.conditions = new Conditions(sdl);
  }

  /**
   * Lookups by everything that names the row, alone and beside one that may be there.
   *
   * @param other the id of another row
   */
  List<String> lookups(ReadModel model, String id, JsonNode row, String other) {
    var never = GlobalId.encode(DocumentKey.of(model.type(), 7_777_777));
    var asked = new ArrayList<String>();
    for (var query : catalog.queries()) {
      switch (query) {
        case RootField.Node(var name, var argument) ->
            asked.add(
                "{ %s(%s: \"%s\") { __typename ... on %s { %s } } }"
                    .formatted(name, argument, id, model.type(), fields(model.type())));
        case RootField.Nodes(var name, var argument) ->
            asked.add(
                "{ %s(%s: [\"%s\", \"%s\", \"%s\"]) { __typename id } }"
                    .formatted(name, argument, id, other, never));
        case RootField.Lookup lookup when lookup.target().equals(model.type()) ->
            lookup
                .by()
                .forEach(
                    by ->
                        names(by, id, row, lookup.list())
                            .ifPresent(
                                arguments ->
                                    asked.add(
                                        "{ %s(%s) { %s } }"
                                            .formatted(
                                                lookup.name(), arguments, fields(model.type())))));
        default -> {
          // No lookup of this type.
        }
      }
    }
    return asked;
  }

  private static Optional<String> names(LookupBy by, String id, JsonNode row, boolean list) {
    var form = list ? "%s: [%s]" : "%s: %s";
    return switch (by) {
      case LookupBy.ById(var argument) -> Optional.of(form.formatted(argument, "\"" + id + "\""));
      case LookupBy.ByClaim _ -> Optional.empty();
      case LookupBy.ByUnique(var key, var arguments) -> {
        var parts = new ArrayList<String>();
        for (int at = 0; at < arguments.size(); at++) {
          parts.add(form.formatted(arguments.get(at), row.path(key.fields().get(at))));
        }
        yield Optional.of(String.join(", ", parts));
      }
    };
  }

  /** Searches that count all, filter by each value of the row, or look for its words. */
  List<String> searches(ReadModel model, JsonNode row) {
    var asked = new ArrayList<String>();
    for (var search : searches(model)) {
      asked.add(whole(search, List.of()));
      Sdl.argument(search, "filter")
          .ifPresent(
              filter ->
                  conditions
                      .of(filter, row)
                      .forEach(
                          condition -> {
                            asked.add(whole(search, List.of("filter: {" + condition + "}")));
                            if (conditions.combines(filter)) {
                              asked.add(
                                  whole(search, List.of("filter: {not: {" + condition + "}}")));
                            }
                          }));
      for (var field : model.shape().fields()) {
        var text = row.path(field.name()).asString("");
        if (Sdl.argument(search, "query").isPresent() && field.indexing().textBoost() != null) {
          Arrays.stream(text.split("\\W+"))
              .filter(word -> !word.isBlank())
              .forEach(word -> asked.add(whole(search, List.of("query: \"" + word + "\""))));
        }
        if (Sdl.argument(search, "typeAhead").isPresent() && field.indexing().suggest()) {
          asked.add(
              whole(
                  search,
                  List.of("typeAhead: \"" + text.substring(0, Math.min(4, text.length())) + "\"")));
        }
      }
    }
    return asked;
  }

  /** Searches by page in each order, with {@code %s} where size and cursor stand. */
  List<String> pages(ReadModel model) {
    var asked = new ArrayList<String>();
    for (var search : searches(model)) {
      if (Sdl.argument(search, "last").isEmpty()) {
        continue;
      }
      for (var order : orders(search)) {
        asked.add(
            "{ %s(%%s%s) { totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
                .formatted(search.getName(), order));
      }
    }
    return asked;
  }

  /**
   * Relations that lead to rows of a type.
   *
   * @param parents ids by type
   */
  List<String> relations(ReadModel model, Map<String, Set<String>> parents) {
    var asked = new ArrayList<String>();
    for (var relation : catalog.relations()) {
      if (!relation.target().equals(model.type())) {
        continue;
      }
      var selection =
          relation instanceof Relation.Ref
              ? "{ " + fields(model.type()) + " }"
              : "(first: 3) { totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor } }";
      for (var parent : parents.getOrDefault(relation.ownerType(), Set.of())) {
        asked.add(
            "{ node(id: \"%s\") { ... on %s { %s%s } } }"
                .formatted(parent, relation.ownerType(), relation.field(), selection));
      }
    }
    return asked;
  }

  /** Everything that asks about one value of a field. */
  List<String> about(ReadModel model, DocumentField field, JsonNode value) {
    var asked = new ArrayList<String>();
    var row = JsonNodeFactory.instance.objectNode();
    row.set(field.name(), value);
    for (var search : searches(model)) {
      Sdl.argument(search, "filter")
          .ifPresent(
              filter ->
                  conditions
                      .of(filter, row)
                      .forEach(
                          condition ->
                              asked.add(whole(search, List.of("filter: {" + condition + "}")))));
      if (value.isString()) {
        if (field.indexing().textBoost() != null && Sdl.argument(search, "query").isPresent()) {
          asked.add(whole(search, List.of("query: " + value)));
        }
        if (field.indexing().suggest() && Sdl.argument(search, "typeAhead").isPresent()) {
          asked.add(whole(search, List.of("typeAhead: " + value)));
        }
      }
    }
    for (var query : catalog.queries()) {
      if (query instanceof RootField.Lookup lookup && lookup.target().equals(model.type())) {
        for (var by : lookup.by()) {
          if (by instanceof LookupBy.ByUnique(var key, _)
              && key.fields().equals(List.of(field.name()))) {
            names(by, "", row, lookup.list())
                .ifPresent(
                    arguments ->
                        asked.add("{ %s(%s) { id } }".formatted(lookup.name(), arguments)));
          }
        }
      }
    }
    return asked;
  }

  /** A search with everything that everybody may select of it. */
  private String whole(FieldDefinition search, List<String> arguments) {
    var connection = Arguments.typeOf(search);
    var given = new ArrayList<>(arguments);
    given.add("first: 50");
    var target =
        catalog.queries().stream()
            .filter(query -> query.name().equals(search.getName()))
            .map(query -> ((RootField.Search) query).target())
            .findFirst()
            .orElseThrow();
    return "{ %s(%s) { totalCount edges { node { %s } %s } %s pageInfo { hasNextPage hasPreviousPage } } }"
        .formatted(
            search.getName(),
            String.join(", ", given),
            fields(target),
            part(edgeOf(connection), "highlights"),
            part(connection, "facets"));
  }

  private String edgeOf(String connection) {
    return sdl.field(connection, "edges").map(Arguments::typeOf).orElseThrow();
  }

  /** Facets or highlights, those that don't refuse the operation. */
  private String part(String type, String name) {
    return sdl.field(type, name)
        .map(
            part -> {
              var of = Arguments.typeOf(part);
              return sdl.fields(of).stream()
                  .filter(each -> !catalog.rules().refuses(of, each.getName()))
                  .map(each -> each.getName() + entries(Arguments.typeOf(each)))
                  .collect(Collectors.joining(" ", name + " { ", " }"));
            })
        .orElse("");
  }

  private String entries(String type) {
    return sdl.fields(type).isEmpty()
        ? ""
        : sdl.fields(type).stream()
            .map(
                field ->
                    sdl.fields(Arguments.typeOf(field)).isEmpty()
                        ? field.getName()
                        : field.getName() + " { id }")
            .collect(Collectors.joining(" ", " { ", " }"));
  }

  /** The values of a type that need neither arguments nor a token. */
  private String fields(String type) {
    return sdl.fields(type).stream()
        .filter(field -> field.getInputValueDefinitions().isEmpty())
        .filter(field -> sdl.fields(Arguments.typeOf(field)).isEmpty())
        .map(FieldDefinition::getName)
        .filter(field -> catalog.rules().ofField(type, field).equals(catalog.rules().ofType(type)))
        .collect(Collectors.joining(" "));
  }

  /** The arguments of each order, the default one among them. */
  private List<String> orders(FieldDefinition search) {
    var fields =
        Sdl.argument(search, "orderBy").stream()
            .flatMap(order -> sdl.input(order).stream().flatMap(List::stream))
            .filter(part -> part.getName().equals("field"))
            .flatMap(part -> sdl.values(part).stream())
            .map(", orderBy: [{field: %s, direction: DESC}]"::formatted);
    return Stream.concat(Stream.of(""), fields).toList();
  }

  private List<FieldDefinition> searches(ReadModel model) {
    return catalog.queries().stream()
        .filter(
            query ->
                query instanceof RootField.Search(_, var target) && target.equals(model.type()))
        .flatMap(query -> sdl.field("Query", query.name()).stream())
        .toList();
  }
}
