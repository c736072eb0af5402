package io.millrace.schema.catalog;

import graphql.language.Directive;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import io.millrace.schema.catalog.RowRule.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code @visible} and {@code @owner}. */
final class RowRuleReader {

  private final Sdl sdl;
  private final Shapes shapes;
  private final Problems problems;

  RowRuleReader(Sdl sdl, Shapes shapes, Problems problems) {
    this.sdl = sdl;
    this.shapes = shapes;
    this.problems = problems;
  }

  /** The rules by type of document. */
  Map<String, RowRule> read() {
    var rules = new TreeMap<String, RowRule>();
    sdl.domainObjects()
        .filter(type -> type.hasDirective("visible") || type.hasDirective("owner"))
        .forEach(type -> read(type).ifPresent(rule -> rules.put(type.getName(), rule)));
    return rules;
  }

  private Optional<RowRule> read(ObjectTypeDefinition type) {
    if (!sdl.isReadModel(type.getName())) {
      problems.at(
          type,
          "%s has a rule about its rows, and no read model".formatted(type.getName()),
          "Put @visible or @owner on a type with @readModel; guard other types and fields with"
              + " @authenticated or @requiresScopes.");
      return Optional.empty();
    }
    var conditions = new ArrayList<Condition>();
    var scopes = new HashSet<String>();
    for (var visible : type.getDirectives("visible")) {
      visible(type, visible, conditions, scopes);
    }
    for (var owner : type.getDirectives("owner")) {
      var claim = Applied.text(owner, "claim").orElse("sub");
      Applied.text(owner, "by")
          .flatMap(by -> condition(type, owner, by, Optional.empty(), Optional.of(claim)))
          .ifPresent(conditions::add);
    }
    return Optional.of(new RowRule(conditions, scopes));
  }

  private void visible(
      ObjectTypeDefinition type,
      Directive visible,
      List<Condition> conditions,
      Set<String> scopes) {
    var given = Applied.texts(visible, "scopes");
    var when = visible.getArgument("when");
    scopes.addAll(given);
    if (when != null && when.getValue() instanceof ObjectValue condition) {
      condition(
              type,
              visible,
              text(condition, "field").orElse(""),
              text(condition, "is"),
              text(condition, "claim"))
          .ifPresent(conditions::add);
    } else if (given.isEmpty()) {
      problems.at(
          visible,
          "`@visible` on %s shows no row to anybody".formatted(type.getName()),
          "Write what shows one: `@visible(when: {field: \"…\", is: \"…\"})`, or `@visible(scopes:"
              + " [\"…\"])` for callers who see all.");
    }
  }

  private Optional<Condition> condition(
      ObjectTypeDefinition type,
      Directive directive,
      String name,
      Optional<String> is,
      Optional<String> claim) {
    if (is.isPresent() == claim.isPresent()) {
      problems.at(
          directive,
          "`@%s` on %s compares `%s` with %s"
              .formatted(
                  directive.getName(),
                  type.getName(),
                  name,
                  is.isPresent() ? "a value and with a claim" : "nothing"),
          "Give one of `is` and `claim`; a second @visible holds the other.");
      return Optional.empty();
    }
    return field(type, directive, name)
        .flatMap(
            field ->
                claim.isPresent()
                    ? Optional.of(new RowRule.Claimed(field, claim.get()))
                    : is(type, directive, field, is.orElseThrow()));
  }

  private Optional<DocumentField> field(
      ObjectTypeDefinition type, Directive directive, String name) {
    var field = shapes.of(type.getName()).field(name);
    var path = type.getName() + "." + name;
    if (field.isEmpty()) {
      problems.at(
          directive,
          "`@%s` goes by `%s`, and no document holds such a field"
              .formatted(directive.getName(), path),
          "Write `%s: ID @inaccessible @filterable` in %s, or what it is, and let its SQL fill it."
              .formatted(name.contains(".") ? "…" : name, type.getName()));
      return Optional.empty();
    }
    if (!ComparedValue.isPossible(field.get().type())) {
      problems.at(
          directive,
          "`@%s` goes by `%s`, which can't be compared".formatted(directive.getName(), path),
          "Rules compare a String, ID, Int, Long, Boolean or an enum, or a list of them.");
      return Optional.empty();
    }
    if (!field.get().indexing().filterable()) {
      problems.at(
          directive,
          "`@%s` goes by `%s`, which is not @filterable".formatted(directive.getName(), path),
          "Put @filterable on `%s`: searches leave out by it what the caller may not see."
              .formatted(path));
      return Optional.empty();
    }
    return field;
  }

  private Optional<Condition> is(
      ObjectTypeDefinition type, Directive directive, DocumentField field, String text) {
    var value = ComparedValue.read(field.type(), text).filter(read -> exists(field.type(), text));
    if (value.isEmpty()) {
      problems.at(
          directive,
          "`@visible` on %s: \"%s\" is no value of `%s`"
              .formatted(type.getName(), text, field.name()),
          "Write one that the field can have, of an id the key's text.");
    }
    return value.map(read -> new RowRule.Is(field, read));
  }

  private boolean exists(WireType type, String text) {
    return switch (type) {
      case WireType.ListOf list -> exists(list.element(), text);
      case WireType.EnumValue(var name) ->
          sdl.enumeration(name).stream()
              .flatMap(values -> values.getEnumValueDefinitions().stream())
              .anyMatch(value -> value.getName().equals(text));
      default -> true;
    };
  }

  private static Optional<String> text(ObjectValue object, String name) {
    return object.getObjectFields().stream()
        .filter(field -> field.getName().equals(name))
        .map(field -> field.getValue())
        .filter(StringValue.class::isInstance)
        .map(value -> ((StringValue) value).getValue())
        .findFirst();
  }
}
