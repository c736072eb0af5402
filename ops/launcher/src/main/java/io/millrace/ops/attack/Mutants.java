package io.millrace.ops.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Valid requests of a schema, changed at random: in their bytes, tokens, JSON or headers. */
final class Mutants {

  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z_]\\w*|\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d[\\d.eE+-]*|\\.\\.\\.|\\S");

  private static final List<String> STRANGE =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          "!",
          "$",
          "@",
          "...",
          "\"\"\"",
          "null",
          "true",
          "-1",
          "1e999",
          "\"\\u0000\"",
          "__typename",
          "__schema",
          "fragment",
          "on",
          "$x",
          "query",
          "mutation",
          "[[[[]]]]",
          "{a: {a: {}}}",
          "ID",
          "@skip(if: true)",
          "first: 100000",
          "\"\\ud800\"",
          "#",
          ",",
          "\ufeff");

  private static final List<String> STRANGE_JSON =
      List.of(
          "null",
          "[]",
          "{}",
          "7",
          "-0.0",
          "1e309",
          "\"\"",
          "true",
          "[null]",
          "\"\\u0000\"",
          "{\"a\":[{}]}");

  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Content-Type",
          "Authorization",
          "Idempotency-Key",
          "Consistency-Token",
          "API-Version",
          "GraphQL-Cost",
          "apollographql-client-name",
          "Accept-Language",
          "Cookie",
          "Origin",
          "If-None-Match",
          "Accept-Encoding",
          "X-Forwarded-For",
          "Range");

  private final Target target;
  private final SplittableRandom random;
  private final SampleOperations operations;

  Mutants(Target target, SplittableRandom random) {
    this.target = target;
    this.random = random;
    this.operations = new SampleOperations(target.schema(), random.split());
  }

  /** The next one, never the same again. */
  Request next() {
    var document = document();
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      document = tokensChanged(document);
    }
    var operation = new LinkedHashMap<String, Object>();
    operation.put("query", document);
    operation.put("variables", Map.of("id", operations.id(), "first", 2));
    var json = Json.of(operation);
    if (random.nextInt(4) == 0) {
      json = jsonChanged(json);
    }
    var request = Request.body(target.api(), json);
    if (random.nextInt(4) == 0) {
      request = request.carrying(bytesChanged(request.body()));
    }
    if (!target.tokens().isEmpty() && random.nextBoolean()) {
      request = request.bearing(pick(target.tokens()));
    }
    if (random.nextInt(4) == 0) {
      request = request.with(pick(HEADERS), header());
    }
    return random.nextInt(20) == 0 ? Request.get(target.api(), Map.of("query", document)) : request;
  }

  private String document() {
    var mutations = target.mutations();
    if (!mutations.isEmpty() && random.nextInt(5) == 0) {
      return operations.operation(pick(mutations), true);
    }
    return operations.operation(pick(target.queries()), false);
  }

  private String tokensChanged(String document) {
    var tokens =
        new ArrayList<>(TOKEN.matcher(document).results().map(found -> found.group()).toList());
    if (tokens.isEmpty()) {
      return document;
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(5)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
      case 2 -> tokens.set(at, pick(STRANGE));
      case 3 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
      default -> tokens.addAll(at, tokens.subList(0, at).stream().toList());
    }
    return String.join(" ", tokens);
  }

  private String jsonChanged(String json) {
    var tokens =
        new ArrayList<>(TOKEN.matcher(json).results().map(found -> found.group()).toList());
    tokens.set(random.nextInt(tokens.size()), pick(STRANGE_JSON));
    return String.join("", tokens);
  }

  private byte[] bytesChanged(byte[] body) {
    var changed =
        Arrays.copyOf(
            body,
            Math.max(1, random.nextInt(3) == 0 ? random.nextInt(body.length + 1) : body.length));
    for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private String header() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "x".repeat(random.nextInt(1, 500));
      case 2 -> new String(new byte[] {(byte) random.nextInt(128, 256), 'a'}, UTF_8);
      default -> Long.toString(random.nextLong());
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
