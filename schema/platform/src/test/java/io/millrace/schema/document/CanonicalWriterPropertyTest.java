package io.millrace.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The hand-written scanner against Jackson's streaming parser and generator. */
class CanonicalWriterPropertyTest {

  private static final JsonMapper COMPACT = JsonMapper.builder().build();
  private static final JsonMapper SPACED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Property(tries = 500)
  void agreesWithANaiveRewrite(
      @ForAll("documents") Map<String, Object> document,
      @ForAll long seed,
      @ForAll boolean spaced) {
    var json = (spaced ? SPACED : COMPACT).writeValueAsBytes(shuffled(document, new Random(seed)));
    byte[] canonical = CanonicalWriter.of(Gadgets.MODEL).write(Gadgets.key(3), json);
    assertThat(new String(canonical, StandardCharsets.UTF_8))
        .isEqualTo(
            new String(
                StreamingRewrite.write(Gadgets.MODEL, Gadgets.key(3), json),
                StandardCharsets.UTF_8));
  }

  @Property(tries = 300)
  void everySlotDecodesToWhatWentIn(@ForAll("documents") Map<String, Object> document) {
    var read =
        Gadgets.document(
            Gadgets.key(3),
            new String(COMPACT.writeValueAsBytes(document), StandardCharsets.UTF_8));
    for (var plain : List.of("name", "state", "stock", "serial", "active", "tags", "rating")) {
      assertThat(read.value(plain)).isEqualTo(document.get(plain));
    }
    var amount = (BigDecimal) document.get("amount");
    assertThat(read.value("amount"))
        .isEqualTo(amount == null ? null : new BigDecimal(plain(amount)));
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  @Provide
  Arbitrary<Map<String, Object>> documents() {
    var texts = texts();
    var parts =
        object(
            Map.of(
                "id", integers().map(Object.class::cast),
                "code", texts.map(Object.class::cast)),
            Map.of(
                "price", object(money(), Map.of()).map(Object.class::cast),
                "weight", decimals(3).map(Object.class::cast)));
    return object(
        Map.of("name", texts.map(Object.class::cast)),
        Map.ofEntries(
            Map.entry("makerId", integers().map(Object.class::cast)),
            Map.entry("siteId", texts.list().ofMinSize(1).ofMaxSize(3).map(Object.class::cast)),
            Map.entry("state", Arbitraries.of("ON", "OFF").map(Object.class::cast)),
            Map.entry("stock", integers().map(Object.class::cast)),
            Map.entry("serial", Arbitraries.longs().map(Object.class::cast)),
            Map.entry("rating", floats().map(Object.class::cast)),
            Map.entry("amount", decimals(4).map(Object.class::cast)),
            Map.entry("active", Arbitraries.of(true, false).map(Object.class::cast)),
            Map.entry("madeAt", times().map(Object.class::cast)),
            Map.entry("tags", texts.injectNull(0.2).list().ofMaxSize(4).map(Object.class::cast)),
            Map.entry("price", object(money(), Map.of()).map(Object.class::cast)),
            Map.entry("parts", parts.injectNull(0.1).list().ofMaxSize(4).map(Object.class::cast))));
  }

  private static Map<String, Arbitrary<Object>> money() {
    return Map.of(
        "amount", decimals(20).map(Object.class::cast),
        "currencyCode", Arbitraries.of("GBP", "EUR").map(Object.class::cast));
  }

  /** Text with what is hard: escapes, control characters, supplementary planes, separators. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "\"", "\\", "\n", "\u0000", "\u001f", "\u2028", "\ud83d\ude00", "~%", "/"),
            Arbitraries.strings().ofMaxLength(20))
        .list()
        .ofMaxSize(4)
        .map(pieces -> withoutLoneSurrogates(String.join("", pieces)));
  }

  private static String withoutLoneSurrogates(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Arbitrary<Integer> integers() {
    return Arbitraries.integers();
  }

  private static Arbitrary<Double> floats() {
    return Arbitraries.oneOf(
            Arbitraries.doubles().between(-1e300, 1e300).ofScale(6),
            Arbitraries.doubles().between(0, 5).ofScale(2))
        .map(value -> value == 0 ? 0.0 : value);
  }

  private static Arbitrary<BigDecimal> decimals(int scale) {
    return Arbitraries.bigDecimals()
        .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
        .ofScale(Math.min(scale, 12));
  }

  private static Arbitrary<String> times() {
    return Combinators.combine(
            Arbitraries.longs().between(-60_000_000_000L, 200_000_000_000L),
            Arbitraries.integers().between(0, 999_999),
            Arbitraries.integers().between(-18 * 60, 18 * 60))
        .as(
            (second, micros, offsetMinutes) ->
                OffsetDateTime.ofInstant(
                        java.time.Instant.ofEpochSecond(second, micros * 1000L),
                        ZoneOffset.ofTotalSeconds(offsetMinutes * 60))
                    .format(
                        java.time.format.DateTimeFormatter.ofPattern(
                            "uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx")));
  }

  private static Arbitrary<Map<String, Object>> object(
      Map<String, Arbitrary<Object>> required, Map<String, Arbitrary<Object>> optional) {
    Arbitrary<Map<String, Object>> object = Arbitraries.create(HashMap::new);
    for (var entry : required.entrySet()) {
      object = with(object, entry.getKey(), entry.getValue());
    }
    for (var entry : optional.entrySet()) {
      object = with(object, entry.getKey(), entry.getValue().injectNull(0.3));
    }
    return object;
  }

  private static Arbitrary<Map<String, Object>> with(
      Arbitrary<Map<String, Object>> object, String name, Arbitrary<Object> value) {
    return Combinators.combine(object, value)
        .as(
            (members, added) -> {
              Map<String, Object> more = new HashMap<>(members);
              more.put(name, added);
              return more;
            });
  }

  private static Object shuffled(Object value, Random random) {
    return switch (value) {
      case Map<?, ?> members -> {
        var names = new ArrayList<Object>(members.keySet());
        Collections.shuffle(names, random);
        var shuffled = new LinkedHashMap<Object, Object>();
        for (var name : names) {
          var member = members.get(name);
          shuffled.put(name, member == null ? null : shuffled(member, random));
        }
        yield shuffled;
      }
      case List<?> elements ->
          elements.stream()
              .map(element -> element == null ? null : shuffled(element, random))
              .toList();
      default -> value;
    };
  }
}
