package io.millrace.schema.catalog;

import graphql.language.DirectivesContainer;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.Node;
import java.util.Set;

/** Checks that it is known of every id, which type it must be of. */
final class InputIdCheck {

  private final Sdl sdl;
  private final Problems problems;

  InputIdCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  /**
   * Checks all ids.
   *
   * @param filters inputs whose ids take their type from the document's field
   */
  void run(Set<String> filters) {
    sdl.domainFields()
        .forEach(
            field -> {
              named(field.definition(), field.definition(), field.path());
              for (var argument : field.definition().getInputValueDefinitions()) {
                check(argument, field.path(), field.has("lookup"));
              }
            });
    sdl.domainTypes()
        .filter(InputObjectTypeDefinition.class::isInstance)
        .map(InputObjectTypeDefinition.class::cast)
        .forEach(
            input ->
                input
                    .getInputValueDefinitions()
                    .forEach(
                        value -> check(value, input.getName(), filters.contains(input.getName()))));
  }

  private void check(InputValueDefinition value, String owner, boolean inferred) {
    var path = owner + "." + value.getName();
    named(value, value, path);
    if (TypeRef.of(value.getType()).name().equals("ID") && !inferred && !value.hasDirective("id")) {
      problems.at(
          value,
          "Nothing says of which type the id `%s` must be".formatted(path),
          "Write `@id(of: \"Type\")`: an id of another type is then an error, not a miss.");
    }
  }

  private void named(DirectivesContainer<?> element, Node<?> node, String path) {
    IdTypes.declared(element)
        .filter(type -> sdl.object(type).isEmpty())
        .ifPresent(
            type ->
                problems.at(
                    node,
                    "`%s` is the id of a %s, and there is no such type".formatted(path, type),
                    "Name an object type in `@id(of:)`."));
  }
}
