package io.millrace.ops.attack;

import static io.millrace.ops.attack.Request.post;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents that ask for too much, too deep or too often. */
final class DocumentAttacks {

  private DocumentAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack(
            "alias flood on a leaf",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ " + times(5_000, at -> "a" + at + ": __typename ") + "}"))),
        new Attack(
            "alias flood on searches",
            (attacker, target) -> {
              var search = target.search();
              var fields =
                  times(
                      500,
                      at ->
                          "a%d: %s(first: 50) { nodes { __typename } } "
                              .formatted(at, search.getName()));
              attacker.refused(post(target.api(), "{ " + fields + "}"));
            }),
        new Attack(
            "the same field ten thousand times",
            (attacker, target) ->
                attacker.refused(
                    post(target.api(), "{ " + times(10_000, _ -> "__typename ") + "}"))),
        new Attack("levels without end", DocumentAttacks::deep),
        new Attack("lists in lists in lists", DocumentAttacks::wide),
        new Attack(
            "a fragment that uses itself",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"))),
        new Attack("fragments that double each other", DocumentAttacks::explosion),
        new Attack(
            "fragments that nobody uses",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ __typename } "
                            + times(
                                3_000, at -> "fragment F" + at + " on Query { __typename } ")))),
        new Attack("overlapping fields that are costly to compare", DocumentAttacks::overlapping),
        new Attack("wide introspection", DocumentAttacks::introspection),
        new Attack(
            "introspection under many names",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ "
                            + times(200, at -> "s" + at + ": __schema { types { name } } ")
                            + "}"))),
        new Attack(
            "directives without end",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ __typename " + times(5_000, _ -> "@include(if: true) ") + "}"))),
        new Attack(
            "directives that do not exist",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ __typename " + times(2_000, at -> "@no" + at + " ") + "}"))),
        new Attack(
            "inline fragments without end",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ " + "... { ".repeat(3_000) + "__typename" + " }".repeat(3_000) + " }"))),
        new Attack(
            "a hundred thousand commas and comments",
            (attacker, target) -> {
              attacker.harmless(post(target.api(), "{ __typename " + ",".repeat(100_000) + " }"));
              attacker.harmless(
                  post(target.api(), "# comment\n".repeat(20_000) + "{ __typename }"));
            }),
        new Attack(
            "tokens without end",
            (attacker, target) ->
                attacker.refused(post(target.api(), "{ a(b: [" + "1 ".repeat(100_000) + "]) }"))),
        new Attack(
            "values nested without end",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "{ a(b: " + "[".repeat(50_000) + "]".repeat(50_000) + ") }"))),
        new Attack(
            "operations without end",
            (attacker, target) ->
                attacker.harmless(
                    post(target.api(), times(3_000, at -> "query Q" + at + " { __typename } ")))),
        new Attack(
            "variables without end",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "query ("
                            + times(5_000, at -> "$v" + at + ": Int ")
                            + ") { __typename }"))),
        new Attack(
            "deferred and streamed parts",
            (attacker, target) ->
                attacker.harmless(
                    post(target.api(), "{ ... @defer(label: \"x\") { __typename } }"))),
        new Attack(
            "a subscription in a request",
            (attacker, target) ->
                attacker.refused(post(target.api(), "subscription { __typename }"))));
  }

  private static void deep(Attacker attacker, Target target) throws IOException {
    var circle = target.circle();
    if (circle.isPresent()) {
      var field = circle.get().field();
      var document =
          "{ %s(first: 1) { nodes { %s __typename %s } } }"
              .formatted(circle.get().search(), (field + " { ").repeat(500), "} ".repeat(500));
      attacker.refused(post(target.api(), document));
    }
    attacker.refused(post(target.api(), "{ a ".repeat(20_000) + "}".repeat(20_000)));
  }

  private static void wide(Attacker attacker, Target target) throws IOException {
    var search = target.search().getName();
    attacker.refused(
        post(target.api(), "{ %s(first: 2147483647) { nodes { __typename } } }".formatted(search)));
    attacker.refused(
        post(target.api(), "{ %s(first: -1) { nodes { __typename } } }".formatted(search)));
    attacker.refused(
        post(
            target.api(), "{ %s(first: 99999999999) { nodes { __typename } } }".formatted(search)));
    var ids = target.byIds();
    if (ids.isPresent()) {
      var many = times(20_000, at -> Json.text(SampleOperations.id("Product", at)) + ",");
      attacker.refused(
          post(target.api(), "{ %s(ids: [%s]) { __typename } }".formatted(ids.get(), many)));
    }
  }

  private static void explosion(Attacker attacker, Target target) throws IOException {
    int levels = 40;
    var fragments =
        times(
            levels, at -> "fragment F%d on Query { ...F%d ...F%d } ".formatted(at, at + 1, at + 1));
    attacker.harmless(
        post(
            target.api(),
            "{ ...F0 } " + fragments + "fragment F%d on Query { __typename }".formatted(levels)));
    var nested =
        times(
            levels,
            at ->
                "fragment G%d on Query { a: __typename ... { ...G%d } ... { ...G%d } } "
                    .formatted(at, at + 1, at + 1));
    attacker.harmless(
        post(
            target.api(),
            "{ ...G0 } " + nested + "fragment G%d on Query { b: __typename }".formatted(levels)));
  }

  private static void overlapping(Attacker attacker, Target target) throws IOException {
    var search = target.search().getName();
    var document =
        "{ "
            + times(
                400, _ -> search + "(first: 1) { nodes { __typename } pageInfo { hasNextPage } } ")
            + "}";
    attacker.harmless(post(target.api(), document));
  }

  private static void introspection(Attacker attacker, Target target) throws IOException {
    attacker.refused(
        post(
            target.api(),
            "{ __schema { types { "
                + "fields { type { ".repeat(8)
                + "name"
                + " } }".repeat(8)
                + " } } }"));
  }

  private static String times(int count, IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
  }
}
