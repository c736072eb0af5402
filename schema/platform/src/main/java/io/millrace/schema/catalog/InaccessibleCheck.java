package io.millrace.schema.catalog;

import graphql.language.InterfaceTypeDefinition;

/** Checks that only what documents hold is hidden, and that something is left to see. */
final class InaccessibleCheck {

  private final Sdl sdl;
  private final Shapes shapes;
  private final Problems problems;

  InaccessibleCheck(Sdl sdl, Shapes shapes, Problems problems) {
    this.sdl = sdl;
    this.shapes = shapes;
    this.problems = problems;
  }

  void run() {
    sdl.domainFields().filter(field -> field.has("inaccessible")).forEach(this::check);
    sdl.domainObjects()
        .filter(
            type ->
                type.getFieldDefinitions().stream()
                    .allMatch(field -> field.hasDirective("inaccessible")))
        .forEach(
            type ->
                problems.at(
                    type,
                    "Every field of %s is @inaccessible".formatted(type.getName()),
                    "Leave one in the published schema, or hide the fields that lead to the"
                        + " type."));
  }

  private void check(Sdl.Field field) {
    var name = field.definition().getName();
    boolean held = shapes.find(field.owner().getName()).isPresent() && sdl.isDocumentField(field);
    if (!held) {
      problems.at(
          field.definition(),
          "`%s` is @inaccessible, but no document holds it".formatted(field.path()),
          "Only fields of documents can be hidden: take the directive or the field away.");
    } else if (isOfInterface(field, name)) {
      problems.at(
          field.definition(),
          "`%s` is @inaccessible, but an interface of %s promises it"
              .formatted(field.path(), field.owner().getName()),
          "Take the directive away, or the interface.");
    }
  }

  private boolean isOfInterface(Sdl.Field field, String name) {
    return field.owner().getImplements().stream()
        .flatMap(
            face ->
                sdl
                    .registry()
                    .getType(TypeRef.of(face).name(), InterfaceTypeDefinition.class)
                    .stream())
        .flatMap(face -> face.getFieldDefinitions().stream())
        .anyMatch(promised -> promised.getName().equals(name));
  }
}
