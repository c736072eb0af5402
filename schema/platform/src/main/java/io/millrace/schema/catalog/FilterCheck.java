package io.millrace.schema.catalog;

import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that every field of a filter input finds a document field that it can filter by. */
final class FilterCheck {

  private static final Set<String> BOUNDS = Set.of("gte", "gt", "lte", "lt");
  private static final Set<String> COMBINATIONS = Set.of("and", "or", "not");
  private static final Set<ScalarKind> ORDERED =
      Set.of(
          ScalarKind.INT,
          ScalarKind.FLOAT,
          ScalarKind.LONG,
          ScalarKind.DECIMAL,
          ScalarKind.DATE_TIME,
          ScalarKind.DATE);

  private final Sdl sdl;
  private final Problems problems;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> inputs = new HashSet<>();

  FilterCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  /** The names of the inputs that turned out to be filters. */
  Set<String> inputs() {
    return Set.copyOf(inputs);
  }

  void check(InputObjectTypeDefinition filter, ObjectShape shape) {
    inputs.add(filter.getName());
    if (!seen.add(filter.getName() + " " + shape.typeName())) {
      return;
    }
    for (var condition : filter.getInputValueDefinitions()) {
      if (combines(condition, filter)) {
        combination(condition, filter.getName());
      } else {
        condition(filter, condition, shape);
      }
    }
  }

  private static boolean combines(
      InputValueDefinition condition, InputObjectTypeDefinition filter) {
    return COMBINATIONS.contains(condition.getName())
        && TypeRef.of(condition.getType()).name().equals(filter.getName());
  }

  private void combination(InputValueDefinition condition, String filter) {
    var type = TypeRef.of(condition.getType()).text();
    var expected = condition.getName().equals("not") ? filter : "[%s!]".formatted(filter);
    if (!type.equals(expected)) {
      problems.at(
          condition,
          "`%s.%s: %s` does not combine filters".formatted(filter, condition.getName(), type),
          "Write `%s: %s`.".formatted(condition.getName(), expected));
    }
  }

  private void condition(
      InputObjectTypeDefinition filter, InputValueDefinition condition, ObjectShape shape) {
    var path = Applied.text(condition, "path", "field").orElse(condition.getName());
    var name = filter.getName() + "." + condition.getName();
    var field = DocumentPath.resolve(shape, path);
    if (field.isEmpty()) {
      problems.at(
          condition,
          "`%s` filters by `%s.%s`, which no document holds"
              .formatted(name, shape.typeName(), path),
          "Name the document's field: `@path(field: \"…\")`, or take the condition away.");
      return;
    }
    var nested = field.get().type().nestedShape();
    if (nested.isPresent()) {
      element(condition, name, nested.get());
      return;
    }
    if (!field.get().indexing().filterable()) {
      problems.at(
          condition,
          "`%s` filters by `%s.%s`, which is not @filterable"
              .formatted(name, shape.typeName(), path),
          "Put @filterable on `%s.%s`, or take the condition away."
              .formatted(shape.typeName(), path));
    }
    value(condition, name, field.get());
  }

  private void element(InputValueDefinition condition, String name, ObjectShape nested) {
    var type = TypeRef.of(condition.getType());
    var input = sdl.input(type.name());
    if (input.isEmpty() || type.list()) {
      problems.at(
          condition,
          "`%s: %s` can't be compared with a %s".formatted(name, type.text(), nested.typeName()),
          "Give it an input type with conditions on the fields of %s."
              .formatted(nested.typeName()));
    } else {
      check(input.get(), nested);
    }
  }

  private void value(InputValueDefinition condition, String name, DocumentField field) {
    var element = field.type() instanceof WireType.ListOf list ? list.element() : field.type();
    var expected = WireTypeNames.of(element);
    var type = TypeRef.of(condition.getType());
    var range = sdl.input(type.name());
    boolean fits =
        range.isPresent()
            ? !type.list() && isOrdered(element) && isRange(range.get(), expected)
            : type.name().equals(expected)
                && type.depth() <= 1
                && (!type.list() || type.elementNonNull());
    if (!fits) {
      problems.at(
          condition,
          "`%s: %s` can't be compared with `%s: %s`"
              .formatted(name, type.text(), field.name(), expected),
          "Write `%s`, `[%1$s!]`%s."
              .formatted(
                  expected,
                  isOrdered(element)
                      ? ", or a range `input %sRange { gte: %1$s lte: %1$s }`".formatted(expected)
                      : ""));
    }
    var declared = IdTypes.declared(condition);
    if (element instanceof WireType.Id id
        && declared.isPresent()
        && !declared.get().equals(id.of())) {
      problems.at(
          condition,
          "`%s` takes ids of the type %s, and the field holds ids of the type %s"
              .formatted(name, declared.get(), id.of()),
          "Write `@id(of: \"%s\")`, or leave it out.".formatted(id.of()));
    }
  }

  private static boolean isRange(InputObjectTypeDefinition input, String expected) {
    List<InputValueDefinition> bounds = input.getInputValueDefinitions();
    return bounds.stream()
        .allMatch(
            bound ->
                BOUNDS.contains(bound.getName())
                    && TypeRef.of(bound.getType()).text().equals(expected));
  }

  private static boolean isOrdered(WireType type) {
    return type instanceof WireType.Scalar(var kind) && ORDERED.contains(kind);
  }
}
