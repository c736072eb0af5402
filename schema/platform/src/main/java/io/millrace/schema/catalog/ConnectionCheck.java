package io.millrace.schema.catalog;

import java.util.Optional;
import java.util.Set;

/** Checks connections against the Relay specification and what can be promised of documents. */
final class ConnectionCheck {

  private static final Set<String> COMPUTED = Set.of("totalCount", "facets");

  private final Sdl sdl;
  private final Problems problems;

  ConnectionCheck(Sdl sdl, Problems problems) {
    this.sdl = sdl;
    this.problems = problems;
  }

  void run() {
    sdl.domainFields()
        .filter(field -> field.has("refs") || field.has("search"))
        .map(field -> field.type().name())
        .filter(sdl::isConnection)
        .distinct()
        .forEach(this::check);
  }

  private void check(String connection) {
    var target = sdl.connectionTarget(connection).orElse("");
    var edge = sdl.field(connection, "edges").map(field -> field.type().name()).orElse("");
    demand(connection, "edges", "[%s!]!".formatted(edge));
    demand(connection, "pageInfo", "PageInfo!");
    sdl.field(connection, "nodes").ifPresent(nodes -> typed(nodes, "[%s!]!".formatted(target)));
    if (sdl.object(edge).isPresent()) {
      demand(edge, "cursor", "String!");
      demand(edge, "node", target + "!");
      sdl.field(edge, "highlights").ifPresent(this::computed);
    }
    for (var name : COMPUTED) {
      sdl.field(connection, name).ifPresent(this::computed);
    }
    sdl.field(connection, "totalCount").ifPresent(count -> typed(count, "Int"));
  }

  private void demand(String type, String name, String expected) {
    Optional<Sdl.Field> field = sdl.field(type, name);
    if (field.isPresent()) {
      typed(field.get(), expected);
    } else {
      sdl.object(type)
          .ifPresent(
              owner ->
                  problems.at(
                      owner,
                      "%s has no field `%s`".formatted(type, name),
                      "Write `%s: %s`.".formatted(name, expected)));
    }
  }

  private void typed(Sdl.Field field, String expected) {
    if (!field.type().text().equals(expected)) {
      problems.at(
          field.definition(),
          "`%s` is of type `%s`".formatted(field.path(), field.type().text()),
          "Write `%s: %s`.".formatted(field.definition().getName(), expected));
    }
  }

  private void computed(Sdl.Field field) {
    boolean typedAlready = field.definition().getName().equals("totalCount");
    if (field.type().nonNull() && !typedAlready) {
      problems.at(
          field.definition(),
          "`%s` promises what a search without it does not compute".formatted(field.path()),
          "Let it be null: write `%s: %s`."
              .formatted(
                  field.definition().getName(),
                  field.type().text().substring(0, field.type().text().length() - 1)));
    }
    weighed(field);
  }

  private void weighed(Sdl.Field field) {
    if (!field.has("cost")) {
      problems.at(
          field.definition(),
          "`%s` is computed by the search index and has no weight".formatted(field.path()),
          "Add `@cost(weight: \"2\")`, or what it costs.");
    }
  }
}
