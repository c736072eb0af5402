package io.millrace.schema.catalog;

import graphql.language.Directive;
import graphql.language.InputValueDefinition;
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
    bound(field, size.get());
    if (connection) {
      pageSizes(field, size.get());
      sizedFields(field, size.get());
    } else {
      target(field, size.get());
    }
  }

  /** The list is bounded by exactly one thing, whichever arguments are given (section 9.2.4). */
  private void bound(Sdl.Field field, Directive size) {
    var slicing = Applied.texts(size, "slicingArguments");
    var assumed = Applied.integer(size, "assumedSize");
    boolean one = Applied.flag(size, "requireOneSlicingArgument").orElse(true);
    if (assumed.filter(elements -> elements < 0).isPresent()) {
      problems.at(
          field.definition(),
          "@listSize of `%s` is negative".formatted(field.path()),
          "Write the most elements that it has.");
    }
    if (slicing.isEmpty()) {
      return;
    }
    if (assumed.isPresent() && one) {
      problems.at(
          field.definition(),
          "@listSize of `%s` assumes a size where an argument must say it".formatted(field.path()),
          "Take `assumedSize` away, or add `requireOneSlicingArgument: false`.");
    }
    if (assumed.isEmpty() && !one) {
      problems.at(
          field.definition(),
          "`%s` has no size where none of its arguments says it".formatted(field.path()),
          "Add `assumedSize` to its @listSize.");
    }
  }

  /** Only what is a list, or has one, has a size (sections 9.2.1 and 9.2.2). */
  private void target(Sdl.Field field, Directive size) {
    var sized = Applied.texts(size, "sizedFields");
    if (sized.isEmpty() && !field.type().list()) {
      problems.at(
          field.definition(),
          "`%s` is no list, and has a @listSize".formatted(field.path()),
          "Name the lists of `%s` in `sizedFields`, or take it away."
              .formatted(field.type().name()));
    }
    for (var name : sized) {
      if (sdl.field(field.type().name(), name).filter(list -> list.type().list()).isEmpty()) {
        problems.at(
            field.definition(),
            "@listSize of `%s` sizes `%s.%s`, which is no list"
                .formatted(field.path(), field.type().name(), name),
            "Name a field that is a list.");
      }
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
    field.definition().getInputValueDefinitions().stream()
        .filter(argument -> slicing.contains(argument.getName()))
        .forEach(argument -> slicing(field, argument));
    if (slicing.isEmpty() && Applied.integer(size, "assumedSize").isEmpty()) {
      problems.at(
          field.definition(),
          "@listSize of `%s` gives no size".formatted(field.path()),
          "Add `assumedSize` or `slicingArguments`.");
    }
  }

  /**
   * A list counts its length, beyond section 9.2.3. A default would hide what an operation costs
   * from those who read it, and leave open which of two sizes holds.
   */
  private void slicing(Sdl.Field field, InputValueDefinition argument) {
    var type = TypeRef.of(argument.getType());
    boolean size = type.list() || type.name().equals("Int");
    if (!size && !sdl.isConnection(field.type().name())) {
      problems.at(
          argument,
          "`%s(%s: %s)` is no size".formatted(field.path(), argument.getName(), type.text()),
          "A slicing argument is an Int, or a list that counts its length.");
    }
    if (argument.getDefaultValue() != null) {
      problems.at(
          argument,
          "`%s(%s:)` has a default".formatted(field.path(), argument.getName()),
          "Take it away: @listSize has `assumedSize` for operations that give no size.");
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
