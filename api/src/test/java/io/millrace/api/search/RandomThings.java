package io.millrace.api.search;

import static io.millrace.api.search.NaiveFilter.thing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random documents and filters from few values, so that many of them meet. */
final class RandomThings {

  private static final List<String> LABELS = List.of("a", "B", "c d", "ü", "");
  private static final List<String> KINDS = List.of("ROUND", "FLAT", "LONG");
  private static final List<Long> SERIALS =
      List.of(Long.MIN_VALUE, -1L, 0L, 9007199254740992L, 9007199254740993L, Long.MAX_VALUE);
  private static final List<Double> WEIGHTS = List.of(-1e10, -1.5, 0.0, -0.0, 0.1, 0.2, 1e10);
  private static final List<String> UNITS = List.of("mm", "in");
  private static final List<String> HEADS = List.of("flat", "hex");

  private final Random random;

  RandomThings(Random random) {
    this.random = random;
  }

  /** Documents as the values that filters compare with; a null stands for itself. */
  List<Map<String, @Nullable Object>> documents() {
    return list(40, this::document);
  }

  private Map<String, @Nullable Object> document() {
    var document = new LinkedHashMap<String, @Nullable Object>();
    document.put("label", maybe(() -> of(LABELS)));
    document.put("kind", maybe(() -> of(KINDS)));
    document.put("ownerId", maybe(() -> thing(random.nextInt(4))));
    document.put("count", maybe(() -> random.nextInt(-8, 9)));
    document.put("serial", maybe(() -> of(SERIALS)));
    document.put("price", maybe(() -> decimal(2)));
    document.put("weight", maybe(() -> of(WEIGHTS)));
    document.put("day", maybe(this::day));
    document.put("moment", maybe(this::moment));
    document.put("active", maybe(random::nextBoolean));
    document.put("tags", maybe(() -> list(3, () -> of(LABELS))));
    document.put("size", maybe(this::size));
    document.put("parts", maybe(() -> list(3, this::part)));
    return document;
  }

  private Map<String, @Nullable Object> size() {
    var size = new LinkedHashMap<String, @Nullable Object>();
    size.put("width", maybe(() -> random.nextInt(-2, 3)));
    size.put("unit", maybe(() -> of(UNITS)));
    return size;
  }

  private Map<String, @Nullable Object> part() {
    var part = new LinkedHashMap<String, @Nullable Object>();
    part.put("code", maybe(() -> of(LABELS)));
    part.put("price", maybe(() -> decimal(1)));
    part.put("spare", maybe(random::nextBoolean));
    part.put("screws", maybe(() -> list(2, this::screw)));
    return part;
  }

  private Map<String, @Nullable Object> screw() {
    var screw = new LinkedHashMap<String, @Nullable Object>();
    screw.put("length", maybe(() -> random.nextInt(3)));
    screw.put("head", maybe(() -> of(HEADS)));
    return screw;
  }

  /** A filter on things; at most {@code depth} of them in each other. */
  Map<String, @Nullable Object> filter(int depth) {
    var filter = new LinkedHashMap<String, @Nullable Object>();
    for (int at = random.nextInt(1, 4); at > 0; at--) {
      switch (random.nextInt(depth > 1 ? 27 : 18)) {
        case 0 -> filter.put("label", of(LABELS));
        case 1 -> filter.put("labels", list(3, () -> of(LABELS)));
        case 2 -> filter.put("kind", list(2, () -> of(KINDS)));
        case 3 -> filter.put("owner", list(2, () -> thing(random.nextInt(5))));
        case 4 -> filter.put("count", range(() -> random.nextInt(-9, 10)));
        case 5 -> filter.put("counts", list(6, () -> random.nextInt(-8, 9)));
        case 6 -> filter.put("serial", range(() -> of(SERIALS)));
        case 7 -> filter.put("serials", list(3, () -> of(SERIALS)));
        case 8 -> filter.put("price", range(() -> decimal(3)));
        case 9 -> filter.put("prices", list(6, () -> decimal(3)));
        case 10 -> filter.put("weight", range(() -> of(WEIGHTS)));
        case 11 -> filter.put("weights", list(3, () -> of(WEIGHTS)));
        case 12 -> filter.put("day", range(this::day));
        case 13 -> filter.put("days", list(3, this::day));
        case 14 -> filter.put("moment", range(this::moment));
        case 15 -> filter.put("moments", list(3, this::moment));
        case 16 -> filter.put("active", maybe(random::nextBoolean));
        case 17 -> filter.put("tags", list(2, () -> of(LABELS)));
        case 18 -> filter.put("size", sizeFilter(depth - 1));
        case 19 -> filter.put("width", range(() -> random.nextInt(-3, 4)));
        case 20, 21 -> filter.put("parts", partFilter(depth - 1));
        case 22 -> filter.put("partCode", list(2, () -> of(LABELS)));
        case 23 -> filter.put("screwLength", range(() -> random.nextInt(-1, 4)));
        case 24 -> filter.put("and", list(3, () -> filter(depth - 1)));
        case 25 -> filter.put("or", list(3, () -> filter(depth - 1)));
        default -> filter.put("not", filter(depth - 1));
      }
    }
    return filter;
  }

  private Map<String, @Nullable Object> sizeFilter(int depth) {
    var filter = new LinkedHashMap<String, @Nullable Object>();
    for (int at = random.nextInt(3); at > 0; at--) {
      switch (random.nextInt(depth > 1 ? 4 : 2)) {
        case 0 -> filter.put("width", range(() -> random.nextInt(-3, 4)));
        case 1 -> filter.put("unit", list(2, () -> of(UNITS)));
        case 2 -> filter.put("or", list(3, () -> sizeFilter(depth - 1)));
        default -> filter.put("not", sizeFilter(depth - 1));
      }
    }
    return filter;
  }

  private Map<String, @Nullable Object> partFilter(int depth) {
    var filter = new LinkedHashMap<String, @Nullable Object>();
    for (int at = random.nextInt(4); at > 0; at--) {
      switch (random.nextInt(depth > 1 ? 8 : 3)) {
        case 0 -> filter.put("code", list(3, () -> of(LABELS)));
        case 1 -> filter.put("price", range(() -> decimal(2)));
        case 2 -> filter.put("spare", maybe(random::nextBoolean));
        case 3, 4 -> filter.put("screws", screwFilter(depth - 1));
        case 5 -> filter.put("and", list(2, () -> partFilter(depth - 1)));
        case 6 -> filter.put("or", list(3, () -> partFilter(depth - 1)));
        default -> filter.put("not", partFilter(depth - 1));
      }
    }
    return filter;
  }

  private Map<String, @Nullable Object> screwFilter(int depth) {
    var filter = new LinkedHashMap<String, @Nullable Object>();
    for (int at = random.nextInt(3); at > 0; at--) {
      switch (random.nextInt(depth > 1 ? 3 : 2)) {
        case 0 -> filter.put("length", range(() -> random.nextInt(-1, 4)));
        case 1 -> filter.put("head", list(2, () -> of(HEADS)));
        default -> filter.put("not", screwFilter(depth - 1));
      }
    }
    return filter;
  }

  private Map<String, @Nullable Object> range(Supplier<Object> value) {
    var range = new LinkedHashMap<String, @Nullable Object>();
    if (random.nextInt(3) > 0) {
      range.put(random.nextBoolean() ? "gte" : "gt", maybe(value));
    }
    if (random.nextInt(3) > 0) {
      range.put(random.nextBoolean() ? "lte" : "lt", maybe(value));
    }
    return range;
  }

  private BigDecimal decimal(int scale) {
    return new BigDecimal(random.nextInt(-12, 25))
        .movePointLeft(1)
        .setScale(scale)
        .add(tail(scale));
  }

  /** Now and then one unit of the last place: in an argument one that no document has. */
  private BigDecimal tail(int scale) {
    return random.nextInt(4) == 0 ? BigDecimal.ONE.movePointLeft(scale) : BigDecimal.ZERO;
  }

  private LocalDate day() {
    return LocalDate.ofEpochDay(random.nextInt(-3, 4));
  }

  private Instant moment() {
    return Instant.ofEpochMilli(random.nextInt(-3, 4) * 500L);
  }

  private <T> T of(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(5) == 0 ? null : value.get();
  }

  private <T> List<T> list(int most, Supplier<T> element) {
    var list = new ArrayList<T>();
    for (int size = random.nextInt(most + 1); size > 0; size--) {
      list.add(element.get());
    }
    return list;
  }
}
