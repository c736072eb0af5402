package io.millrace.api.search;

import io.millrace.api.identity.Identity;
import io.millrace.api.identity.Identity.Token;
import io.millrace.schema.key.GlobalId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A random row rule on things, random callers, and what is shown to them as plainly as possible.
 */
final class RandomRule {

  private static final String SCOPE = "staff";

  /** Texts that a field's values may have; some are none of its values, or no values at all. */
  private static final Map<String, List<String>> TEXTS =
      Map.of(
          "label", List.of("a", "B", "c d", "ü", "", "A"),
          "tags", List.of("a", "B", "c d", "ü", ""),
          "kind", List.of("ROUND", "FLAT", "LONG"),
          "ownerId", List.of("0", "1", "2", "3", "9"),
          "count", List.of("-8", "-1", "0", "3", "8"),
          "serial", List.of("9007199254740993", "9007199254740992", "-1", "0"),
          "active", List.of("true", "false"));

  private static final List<String> NO_VALUES = List.of("x", "1.5", "99999999999999999999", " ");

  private final Random random;
  private final List<Condition> conditions = new ArrayList<>();
  private final boolean scope;

  RandomRule(Random random) {
    this.random = random;
    var fields = List.copyOf(new TreeSet<>(TEXTS.keySet()));
    for (int at = random.nextInt(4); at > 0; at--) {
      var field = fields.get(random.nextInt(fields.size()));
      conditions.add(
          random.nextBoolean()
              ? new Condition(field, of(texts(field)), null)
              : new Condition(field, null, "claim" + random.nextInt(3)));
    }
    this.scope = conditions.isEmpty() || random.nextBoolean();
  }

  private record Condition(String field, @Nullable String is, @Nullable String claim) {

    String sdl() {
      return "@visible(when: {field: \"%s\", %s: %s})"
          .formatted(
              field,
              is == null ? "claim" : "is",
              JsonMapper.shared().writeValueAsString(is == null ? claim : is));
    }
  }

  /** The rule as SDL. */
  String sdl() {
    return "extend type Thing "
        + Stream.concat(
                conditions.stream().map(Condition::sdl),
                scope ? Stream.of("@visible(scopes: [\"" + SCOPE + "\"])") : Stream.empty())
            .collect(Collectors.joining(" "));
  }

  /** Somebody, or nobody known. */
  Identity caller() {
    if (random.nextInt(6) == 0) {
      return new Identity("192.0.2.1", Optional.empty());
    }
    var claims = new HashMap<String, Object>();
    for (int at = 0; at < 3; at++) {
      if (random.nextInt(4) > 0) {
        claims.put(
            "claim" + at,
            random.nextBoolean()
                ? value()
                : Stream.generate(this::value).limit(random.nextInt(4)).toList());
      }
    }
    Set<String> scopes = random.nextInt(5) == 0 ? Set.of(SCOPE, "other") : Set.of("other");
    return new Identity(
        "192.0.2.1", Optional.of(new Token("issuer", "somebody", "web", scopes, claims)));
  }

  private Object value() {
    var fields = List.copyOf(new TreeSet<>(TEXTS.keySet()));
    var text =
        random.nextInt(8) == 0
            ? of(NO_VALUES)
            : of(texts(fields.get(random.nextInt(fields.size()))));
    if (text.matches("-?\\d{1,18}") && random.nextBoolean()) {
      return random.nextBoolean() ? (Object) Long.valueOf(text) : new BigDecimal(text + ".0");
    }
    return text.equals("true") && random.nextBoolean() ? (Object) true : text;
  }

  /** Whether a caller is shown a document. */
  boolean shows(Map<String, @Nullable Object> document, Identity caller) {
    var token = caller.token();
    if (scope && token.isPresent() && token.get().scopes().contains(SCOPE)) {
      return true;
    }
    return conditions.stream()
        .anyMatch(
            condition ->
                NaiveFilter.elements(document.get(condition.field()))
                    .map(value -> text(condition.field(), value))
                    .anyMatch(wanted(condition, caller)::contains));
  }

  private static Set<String> wanted(Condition condition, Identity caller) {
    if (condition.is() != null) {
      return Set.of(condition.is());
    }
    var wanted = new HashSet<String>();
    caller.token().stream()
        .flatMap(
            token ->
                Stream.ofNullable(token.claims().get(Objects.requireNonNull(condition.claim()))))
        .flatMap(claim -> claim instanceof List<?> list ? list.stream() : Stream.of(claim))
        .map(value -> value instanceof BigDecimal number ? number.toBigInteger() : value)
        .forEach(value -> wanted.add(value.toString()));
    return wanted;
  }

  private static String text(String field, Object value) {
    return field.equals("ownerId") ? GlobalId.decode((String) value).text() : value.toString();
  }

  private static List<String> texts(String field) {
    return Objects.requireNonNull(TEXTS.get(field));
  }

  private String of(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  @Override
  public String toString() {
    return sdl();
  }
}
