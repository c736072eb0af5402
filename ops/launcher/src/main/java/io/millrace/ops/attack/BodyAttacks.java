package io.millrace.ops.attack;

import static io.millrace.ops.attack.Request.body;
import static io.millrace.ops.attack.Request.post;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Bodies that are no JSON, or far too much of it. */
final class BodyAttacks {

  private BodyAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack(
            "a body of ten megabytes",
            (attacker, target) ->
                attacker.refused(
                    post(target.api(), "{ __typename }", Map.of("v", "x".repeat(10_000_000))))),
        new Attack(
            "huge variables",
            (attacker, target) ->
                attacker.refused(
                    post(
                        target.api(),
                        "query ($v: String) { __typename }",
                        Map.of("v", "x".repeat(1_000_000))))),
        new Attack(
            "JSON nested without end",
            (attacker, target) -> {
              attacker.refused(
                  body(
                      target.api(),
                      "{\"query\":\"{__typename}\",\"variables\":" + "{\"a\":".repeat(40_000)));
              attacker.refused(body(target.api(), "[".repeat(100_000)));
            }),
        new Attack(
            "a flood of operations in one request",
            (attacker, target) ->
                attacker.refused(
                    body(
                        target.api(),
                        "["
                            + "{\"query\":\"{__typename}\"},".repeat(3_000)
                            + "{\"query\":\"{__typename}\"}]"))),
        new Attack(
            "arrays of arrays",
            (attacker, target) -> {
              attacker.refused(body(target.api(), "[[{\"query\":\"{__typename}\"}]]"));
              attacker.refused(body(target.api(), "[]"));
            }),
        new Attack(
            "bytes that are no UTF-8",
            (attacker, target) -> {
              attacker.refused(
                  body(target.api(), "").carrying(new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'}));
              attacker.refused(
                  body(target.api(), "").carrying("{\"query\":\"{__typename}\"}".getBytes(UTF_16)));
            }),
        new Attack(
            "no JSON",
            (attacker, target) -> {
              for (var text :
                  List.of(
                      "",
                      " ",
                      "null",
                      "7",
                      "\"{__typename}\"",
                      "{",
                      "{\"query\"}",
                      "{'query':1}",
                      "{\"query\":\"{__typename}\"}x",
                      "<query/>",
                      "NaN",
                      "\u0000")) {
                attacker.refused(body(target.api(), text));
              }
            }),
        new Attack(
            "parts of the wrong type",
            (attacker, target) -> {
              for (var value : List.of("7", "[]", "{}", "true", "\"\"", "[\"{__typename}\"]")) {
                attacker.refused(body(target.api(), "{\"query\":" + value + "}"));
                attacker.harmless(
                    body(
                        target.api(),
                        "{\"query\":\"{__typename}\",\"variables\":%s}".formatted(value)));
                attacker.harmless(
                    body(
                        target.api(),
                        "{\"query\":\"{__typename}\",\"operationName\":%s}".formatted(value)));
                attacker.harmless(
                    body(
                        target.api(),
                        "{\"query\":\"{__typename}\",\"extensions\":%s}".formatted(value)));
              }
            }),
        new Attack(
            "the same key twice",
            (attacker, target) ->
                attacker.refused(
                    body(
                        target.api(),
                        "{\"query\":\"{__typename}\",\"query\":\"{a:__typename}\"}"))),
        new Attack(
            "keys of prototypes",
            (attacker, target) ->
                attacker.harmless(
                    body(
                        target.api(),
                        "{\"__proto__\":{\"a\":1},\"constructor\":1,\"query\":\"{__typename}\",\"variables\":{\"__proto__\":{\"x\":1}}}"))),
        new Attack(
            "numbers that no type holds",
            (attacker, target) -> {
              var search = target.search().getName();
              for (var number :
                  List.of(
                      "1e400", "-1e400", "1e1000000", "9".repeat(10_000), "0.1e-999999", "-0")) {
                attacker.harmless(
                    body(
                        target.api(),
                        "{\"query\":\"query($n:Int){%s(first:$n){nodes{__typename}}}\",\"variables\":{\"n\":%s}}"
                            .formatted(search, number)));
                attacker.harmless(
                    post(
                        target.api(),
                        "{ %s(first: %s) { nodes { __typename } } }".formatted(search, number)));
              }
            }),
        new Attack("a bomb of compressed zeros", BodyAttacks::bomb),
        new Attack(
            "variables for nobody",
            (attacker, target) -> {
              var variables = new HashMap<String, Object>();
              for (int at = 0; at < 20_000; at++) {
                variables.put("v" + at, at);
              }
              attacker.harmless(post(target.api(), "{ __typename }", variables));
            }));
  }

  private static void bomb(Attacker attacker, Target target) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"query\":\"{__typename}\",\"variables\":{\"a\":\"".getBytes(UTF_8));
      var zeros = new byte[1 << 20];
      Arrays.fill(zeros, (byte) '0');
      for (int megabyte = 0; megabyte < 100; megabyte++) {
        gzip.write(zeros);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    attacker.refused(
        body(target.api(), "").carrying(packed.toByteArray()).with("Content-Encoding", "gzip"));
  }
}
