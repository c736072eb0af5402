package io.millrace.schema.catalog;

import graphql.language.InputValueDefinition;
import io.millrace.schema.catalog.RootField.LookupBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what answers each field of {@code Query} and {@code Mutation}. */
final class RootFields {

  private final Sdl sdl;
  private final Map<String, List<UniqueKey>> uniqueKeys;
  private final Problems problems;

  RootFields(Sdl sdl, Map<String, List<UniqueKey>> uniqueKeys, Problems problems) {
    this.sdl = sdl;
    this.uniqueKeys = new HashMap<>(uniqueKeys);
    this.problems = problems;
  }

  List<RootField> queries() {
    if (sdl.object(Sdl.QUERY).isEmpty()) {
      problems.add("graphql/", 1, "There is no type Query", "Write one with a @lookup.");
    }
    sdl.domainFields()
        .filter(field -> field.has("lookup") || field.has("search"))
        .filter(field -> !field.owner().getName().equals(Sdl.QUERY))
        .forEach(this::misplaced);
    return sdl.fieldsOf(Sdl.QUERY).stream().map(this::query).toList();
  }

  List<RootField> mutations() {
    return sdl.fieldsOf(Sdl.MUTATION).stream().map(this::mutation).toList();
  }

  private void misplaced(Sdl.Field field) {
    problems.at(
        field.definition(),
        "`%s` is no field of Query, and nothing answers @lookup and @search there"
            .formatted(field.path()),
        "Lead to other documents with @ref or @refs, or move the field to Query.");
  }

  private RootField query(Sdl.Field field) {
    var name = field.definition().getName();
    if (field.has("search")) {
      return search(field).orElse(new RootField.Custom(name));
    }
    var lookup = Applied.on(field.definition(), "lookup");
    if (lookup.isEmpty()) {
      return new RootField.Custom(name);
    }
    return Applied.text(lookup.get(), "claim")
        .map(claim -> byClaim(field, claim))
        .orElseGet(() -> lookup(field))
        .orElse(new RootField.Custom(name));
  }

  private Optional<RootField> byClaim(Sdl.Field field, String claim) {
    var name = field.definition().getName();
    var type = field.type();
    if (type.list()
        || type.nonNull()
        || !sdl.isReadModel(type.name())
        || !field.definition().getInputValueDefinitions().isEmpty()) {
      problems.at(
          field.definition(),
          "`%s: %s` can't be looked up by the claim `%s`"
              .formatted(field.path(), type.text(), claim),
          "A claim names one document, which may not exist, and needs no argument: write `%s: X`"
                  .formatted(name)
              + " with a type X that has a read model.");
      return Optional.empty();
    }
    return Optional.of(
        new RootField.Lookup(name, type.name(), List.of(new LookupBy.ByClaim(claim)), false));
  }

  private RootField mutation(Sdl.Field field) {
    var arguments = field.definition().getInputValueDefinitions();
    var name = field.definition().getName();
    return arguments.size() == 1
        ? new RootField.Command(
            name, TypeRef.of(arguments.getFirst().getType()).name(), field.type().name())
        : new RootField.Custom(name);
  }

  private Optional<RootField> search(Sdl.Field field) {
    var connection = field.type().name();
    var target = sdl.connectionTarget(connection);
    if (field.type().list() || target.isEmpty() || !sdl.isConnection(connection)) {
      problems.at(
          field.definition(),
          "`%s: %s` is no connection".formatted(field.path(), field.type().text()),
          "The answer of @search is a connection: a type XConnection with `edges: [XEdge!]!` and"
              + " `pageInfo: PageInfo!`.");
      return Optional.empty();
    }
    if (!sdl.isReadModel(target.get())) {
      problems.at(
          field.definition(),
          "`%s` searches %s, which has no read model".formatted(field.path(), target.get()),
          "Give %s @readModel and a file read-models/%1$s.sql.".formatted(target.get()));
      return Optional.empty();
    }
    return Optional.of(new RootField.Search(field.definition().getName(), target.get()));
  }

  private Optional<RootField> lookup(Sdl.Field field) {
    var name = field.definition().getName();
    var type = field.type();
    boolean list = type.list();
    if (type.depth() > 1 || (list ? type.elementNonNull() : type.nonNull())) {
      problems.at(
          field.definition(),
          "`%s: %s` promises a document that may not exist".formatted(field.path(), type.text()),
          "Write `%s: %s`.".formatted(name, list ? "[" + type.name() + "]!" : type.name()));
    }
    if (type.name().equals("Node")) {
      return node(field, list);
    }
    if (!sdl.isReadModel(type.name())) {
      problems.at(
          field.definition(),
          "`%s` looks up %s, which has no read model".formatted(field.path(), type.name()),
          "Give %s @readModel and a file read-models/%1$s.sql.".formatted(type.name()));
      return Optional.empty();
    }
    var by = lookupBy(field, list);
    return by.isEmpty()
        ? Optional.empty()
        : Optional.of(new RootField.Lookup(name, type.name(), by, list));
  }

  private Optional<RootField> node(Sdl.Field field, boolean list) {
    var name = field.definition().getName();
    var argument = list ? "ids" : "id";
    var arguments = field.definition().getInputValueDefinitions();
    if (arguments.size() != 1
        || !arguments.getFirst().getName().equals(argument)
        || !typeText(arguments.getFirst()).equals(list ? "[ID!]!" : "ID!")) {
      problems.at(
          field.definition(),
          "`%s` does not take its documents' global ids".formatted(field.path()),
          (list ? "Write `%s(ids: [ID!]!): [Node]!`." : "Write `%s(id: ID!): Node`.")
              .formatted(name));
      return Optional.empty();
    }
    return Optional.of(
        list ? new RootField.Nodes(name, argument) : new RootField.Node(name, argument));
  }

  private List<LookupBy> lookupBy(Sdl.Field field, boolean list) {
    var target = field.type().name();
    var plural = list ? "s" : "";
    var arguments = new ArrayList<>(field.definition().getInputValueDefinitions());
    var names = arguments.stream().map(InputValueDefinition::getName).toList();
    var by = new ArrayList<LookupBy>();
    if (names.contains("id" + plural)) {
      by.add(new LookupBy.ById("id" + plural));
    }
    for (var key : uniqueKeys.getOrDefault(target, List.of())) {
      var keyArguments = key.fields().stream().map(part -> part + plural).toList();
      if (names.containsAll(keyArguments)) {
        by.add(new LookupBy.ByUnique(key, keyArguments));
        checkTypes(field, key, list);
        arguments.removeIf(argument -> keyArguments.contains(argument.getName()));
      }
    }
    arguments.removeIf(
        argument -> argument.getName().equals("id" + plural) && checkId(field, argument, list));
    for (var argument : arguments) {
      problems.at(
          argument,
          "`%s(%s:)` finds no %s".formatted(field.path(), argument.getName(), target),
          "Look up by `%s`, or by the name%s of @unique fields of %s%s."
              .formatted("id" + plural, list ? "s, with an s," : "s", target, known(target)));
    }
    if (by.isEmpty() && arguments.isEmpty()) {
      problems.at(
          field.definition(),
          "`%s` has nothing to look up by".formatted(field.path()),
          "Give it the argument `%s`.".formatted(list ? "ids: [ID!]!" : "id: ID!"));
    }
    boolean needsOne =
        by.size() > 1
            && field.definition().getInputValueDefinitions().stream()
                .anyMatch(argument -> TypeRef.of(argument.getType()).nonNull());
    if (needsOne) {
      problems.at(
          field.definition(),
          "`%s` can be asked in %d ways, and demands one of them"
              .formatted(field.path(), by.size()),
          "Let each of the arguments be null: exactly one way is used at a time.");
    }
    return by;
  }

  private boolean checkId(Sdl.Field field, InputValueDefinition argument, boolean list) {
    return checkType(field, argument, "ID", list);
  }

  private void checkTypes(Sdl.Field field, UniqueKey key, boolean list) {
    for (var part : key.fields()) {
      var argument =
          field.definition().getInputValueDefinitions().stream()
              .filter(given -> given.getName().equals(part + (list ? "s" : "")))
              .findFirst()
              .orElseThrow();
      sdl.field(field.type().name(), part)
          .ifPresent(unique -> checkType(field, argument, unique.type().name(), list));
    }
  }

  private boolean checkType(
      Sdl.Field field, InputValueDefinition argument, String expected, boolean list) {
    var type = TypeRef.of(argument.getType());
    if (!type.name().equals(expected)
        || type.depth() != (list ? 1 : 0)
        || (list && !type.elementNonNull())) {
      problems.at(
          argument,
          "`%s(%s: %s)` is of the wrong type"
              .formatted(field.path(), argument.getName(), type.text()),
          "Write `%s: %s`."
              .formatted(argument.getName(), list ? "[" + expected + "!]!" : expected));
    }
    return true;
  }

  private String known(String target) {
    var keys = uniqueKeys.getOrDefault(target, List.of());
    return keys.isEmpty()
        ? " (it has none)"
        : " ("
            + String.join("; ", keys.stream().map(key -> String.join(", ", key.fields())).toList())
            + ")";
  }

  private static String typeText(InputValueDefinition argument) {
    return TypeRef.of(argument.getType()).text();
  }
}
