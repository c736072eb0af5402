package io.millrace.schema.catalog;

import graphql.language.EnumValueDefinition;
import graphql.language.InputValueDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the arguments of connections: words, filter, order and page. */
final class SearchArguments {

  private static final Map<String, String> PAGE =
      Map.of("first", "Int", "last", "Int", "after", "String", "before", "String");

  private final Sdl sdl;
  private final Shapes shapes;
  private final FilterCheck filters;
  private final Problems problems;

  SearchArguments(Sdl sdl, Shapes shapes, FilterCheck filters, Problems problems) {
    this.sdl = sdl;
    this.shapes = shapes;
    this.filters = filters;
    this.problems = problems;
  }

  void run() {
    sdl.domainFields()
        .filter(field -> field.has("refs") || field.has("search"))
        .forEach(
            field ->
                sdl.connectionTarget(field.type().name())
                    .flatMap(shapes::find)
                    .ifPresent(target -> check(field, target)));
  }

  private void check(Sdl.Field field, ObjectShape target) {
    pair(field, "first", "after");
    pair(field, "last", "before");
    for (var argument : field.definition().getInputValueDefinitions()) {
      switch (argument.getName()) {
        case "query" -> query(field, argument, target);
        case "typeAhead" -> typeAhead(field, argument, target);
        case "filter" -> filter(field, argument, target);
        case "orderBy" -> order(field, argument, target);
        case "first", "last", "after", "before" ->
            typed(field, argument, PAGE.getOrDefault(argument.getName(), ""));
        default ->
            problems.at(
                argument,
                "`%s(%s:)` means nothing to a search".formatted(field.path(), argument.getName()),
                "A connection's arguments are query, typeAhead, filter, orderBy, first, after, last, before:"
                    + " make it a field of the filter.");
      }
    }
  }

  /** A size without its cursor gives one page only, and a cursor without its size no page. */
  private void pair(Sdl.Field field, String size, String cursor) {
    var arguments = field.definition().getInputValueDefinitions();
    part(arguments, size)
        .filter(_ -> part(arguments, cursor).isEmpty())
        .ifPresent(
            alone ->
                problems.at(
                    alone,
                    "`%s(%s:)` gives one page, and nothing leads to the next"
                        .formatted(field.path(), size),
                    "Write `%s: String` beside it.".formatted(cursor)));
    part(arguments, cursor)
        .filter(_ -> part(arguments, size).isEmpty())
        .ifPresent(
            alone ->
                problems.at(
                    alone,
                    "`%s(%s:)` has no size beside it".formatted(field.path(), cursor),
                    "Write `%s: Int` beside it.".formatted(size)));
  }

  private void query(Sdl.Field field, InputValueDefinition argument, ObjectShape target) {
    words(field, argument);
    if (target.fields().stream().noneMatch(part -> part.indexing().textBoost() != null)) {
      without(field, argument, target, "words to find", "text");
    }
  }

  private void typeAhead(Sdl.Field field, InputValueDefinition argument, ObjectShape target) {
    words(field, argument);
    if (target.fields().stream().noneMatch(part -> part.indexing().suggest())) {
      without(field, argument, target, "beginnings of words to find", "suggest");
    }
  }

  private void words(Sdl.Field field, InputValueDefinition argument) {
    typed(field, argument, "String");
    if (!argument.hasDirective("cost")) {
      problems.at(
          argument,
          "`%s(%s:)` has no weight".formatted(field.path(), argument.getName()),
          "Add `@cost(weight: \"3\")`, or what a text query costs.");
    }
  }

  private void without(
      Sdl.Field field,
      InputValueDefinition argument,
      ObjectShape target,
      String what,
      String directive) {
    problems.at(
        argument,
        "`%s(%s:)` has no %s: no field of %s is @%s"
            .formatted(field.path(), argument.getName(), what, target.typeName(), directive),
        "Put @%s on the fields to be searched, or take the argument away.".formatted(directive));
  }

  private void filter(Sdl.Field field, InputValueDefinition argument, ObjectShape target) {
    var type = TypeRef.of(argument.getType());
    var input = sdl.input(type.name());
    if (input.isEmpty() || type.list() || type.nonNull()) {
      wrongType(field, argument, target.typeName() + "Filter");
    } else {
      filters.check(input.get(), target);
    }
  }

  private void order(Sdl.Field field, InputValueDefinition argument, ObjectShape target) {
    var type = TypeRef.of(argument.getType());
    var parts = sdl.input(type.name());
    var by = parts.flatMap(input -> part(input.getInputValueDefinitions(), "field"));
    var direction = parts.flatMap(input -> part(input.getInputValueDefinitions(), "direction"));
    var fields = by.flatMap(part -> sdl.enumeration(TypeRef.of(part.getType()).name()));
    if (type.depth() != 1
        || type.nonNull()
        || !type.elementNonNull()
        || fields.isEmpty()
        || direction.isEmpty()
        || !TypeRef.of(direction.get().getType()).name().equals("SortDirection")) {
      problems.at(
          argument,
          "`%s(orderBy: %s)` is no order".formatted(field.path(), type.text()),
          "Write `orderBy: [XOrder!]` with `input XOrder { field: XOrderField! direction:"
              + " SortDirection! = ASC }` and an enum XOrderField.");
      return;
    }
    fields.get().getEnumValueDefinitions().forEach(value -> orderValue(value, target));
  }

  private void orderValue(EnumValueDefinition value, ObjectShape target) {
    var path =
        Applied.text(value, "path", "field")
            .orElseGet(() -> DocumentPath.ofEnumValue(value.getName()));
    var found = DocumentPath.resolve(target, path);
    if (found.isEmpty()) {
      problems.at(
          value,
          "`%s` orders by `%s.%s`, which does not exist"
              .formatted(value.getName(), target.typeName(), path),
          "Name the field: `%s @path(field: \"…\")`.".formatted(value.getName()));
    } else if (!DocumentPath.sortable(target, path)) {
      problems.at(
          value,
          "`%s` orders by `%s.%s`, which is not @sortable"
              .formatted(value.getName(), target.typeName(), path),
          "Put @sortable on `%s.%s`, or take the value away.".formatted(target.typeName(), path));
    }
  }

  private void typed(Sdl.Field field, InputValueDefinition argument, String expected) {
    if (!TypeRef.of(argument.getType()).text().equals(expected)) {
      wrongType(field, argument, expected);
    }
  }

  private void wrongType(Sdl.Field field, InputValueDefinition argument, String expected) {
    problems.at(
        argument,
        "`%s(%s: %s)` is of the wrong type"
            .formatted(field.path(), argument.getName(), TypeRef.of(argument.getType()).text()),
        "Write `%s: %s`.".formatted(argument.getName(), expected));
  }

  private static Optional<InputValueDefinition> part(
      List<InputValueDefinition> parts, String name) {
    return parts.stream().filter(part -> part.getName().equals(name)).findFirst();
  }
}
