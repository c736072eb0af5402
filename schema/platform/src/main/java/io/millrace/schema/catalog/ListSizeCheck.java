package io.millrace.schema.catalog;

import graphql.language.Directive;
import java.util.List;
import java.util.stream.Stream;

/** Checks that the size of every list can be known before an operation runs. */
final class ListSizeCheck {

  private final Sdl sdl;
  private final Problems problems;

  ListSizeCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  void run() {
    sdl.domainFields()
        .filter(field -> !field.has("inaccessible"))
        .filter(field -> !isSizedByParent(field))
        .forEach(this::check);
  }

  /** A connection's own lists take their size from the field that leads to the connection. */
  private boolean isSizedByParent(Sdl.Field field) {
    return sdl.isConnection(field.owner().getName())
        && List.of("edges", "nodes").contains(field.definition().getName());
  }

  private void check(Sdl.Field field) {
    boolean connection = sdl.isConnection(field.type().name());
    var size = Applied.on(field.definition(), "listSize");
    if (size.isEmpty()) {
      if (connection || field.type().list()) {
        problems.at(
            field.definition(),
            "`%s` is a list without @listSize".formatted(field.path()),
            connection
                ? "Add `@listSize(slicingArguments: [\"first\"], sizedFields: [\"edges\", \"nodes\"])`."
                : "Add `@listSize(assumedSize: …)` with the size to reckon with, or"
                    + " `slicingArguments` where an argument limits it.");
      }
      return;
    }
    arguments(field, size.get());
    if (connection) {
      pageSizes(field, size.get());
      sizedFields(field, size.get());
    }
  }

  private void pageSizes(Sdl.Field field, Directive size) {
    var slicing = Applied.texts(size, "slicingArguments");
    var sizes =
        Stream.of("first", "last")
            .filter(
                name ->
                    field.definition().getInputValueDefinitions().stream()
                        .anyMatch(argument -> argument.getName().equals(name)))
            .toList();
    if (!slicing.containsAll(sizes)) {
      problems.at(
          field.definition(),
          "@listSize of `%s` leaves out an argument that says how long the list is"
              .formatted(field.path()),
          "Write `slicingArguments: [\"%s\"]`.".formatted(String.join("\", \"", sizes)));
    }
  }

  private void arguments(Sdl.Field field, Directive size) {
    var slicing = Applied.texts(size, "slicingArguments");
    for (var argument : slicing) {
      if (field.definition().getInputValueDefinitions().stream()
          .noneMatch(given -> given.getName().equals(argument))) {
        problems.at(
            field.definition(),
            "@listSize of `%s` names the argument `%s`, which it does not have"
                .formatted(field.path(), argument),
            "Name one of its arguments, or add it.");
      }
    }
    if (slicing.isEmpty() && Applied.integer(size, "assumedSize").isEmpty()) {
      problems.at(
          field.definition(),
          "@listSize of `%s` gives no size".formatted(field.path()),
          "Add `assumedSize` or `slicingArguments`.");
    }
  }

  private void sizedFields(Sdl.Field field, Directive size) {
    var sized = Applied.texts(size, "sizedFields");
    var lists =
        Stream.of("edges", "nodes")
            .filter(name -> sdl.field(field.type().name(), name).isPresent())
            .toList();
    if (!sized.containsAll(lists) || !lists.containsAll(sized)) {
      problems.at(
          field.definition(),
          "@listSize of `%s` does not name the connection's lists".formatted(field.path()),
          "Write `sizedFields: [\"%s\"]`.".formatted(String.join("\", \"", lists)));
    }
  }
}
