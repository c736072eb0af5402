package io.millrace.api;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plant as a naive model of lists knows it.
 *
 * @param shade how often its notes speak of shade
 */
record Planting(
    String name,
    @Nullable BigDecimal price,
    @Nullable Double height,
    Instant plantedAt,
    String kind,
    boolean watered,
    int shade) {

  /** How much of a name sorts. */
  static final int SORTED_CODE_POINTS = 256;

  String sortedName() {
    return name.codePoints()
        .limit(SORTED_CODE_POINTS)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  String notes() {
    return "Wants" + " shade".repeat(shade) + ", and patience";
  }

  /** A field that lists can be ordered by, under its name in the SDL. */
  enum Field {
    NAME,
    COST,
    HEIGHT,
    PLANTED_AT;

    private Comparator<Planting> order(boolean descending) {
      return switch (this) {
        case NAME ->
            by(Comparator.comparing(Planting::sortedName, Field::compareBytes), descending);
        case COST -> nullsLast(Planting::price, descending);
        case HEIGHT -> nullsLast(Planting::height, descending);
        case PLANTED_AT ->
            by(Comparator.comparing(planting -> planting.plantedAt().toEpochMilli()), descending);
      };
    }

    private static <T extends Comparable<T>> Comparator<Planting> nullsLast(
        Function<Planting, @Nullable T> value, boolean descending) {
      Comparator<T> natural = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
      return Comparator.comparing(value, Comparator.nullsLast(natural));
    }

    private static Comparator<Planting> by(Comparator<Planting> order, boolean descending) {
      return descending ? order.reversed() : order;
    }

    private static int compareBytes(String left, String right) {
      return Arrays.compareUnsigned(
          left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A part of an order. */
  record Sorted(Field field, boolean descending) {

    static Comparator<Planting> comparator(List<Sorted> order) {
      Comparator<Planting> comparator = (_, _) -> 0;
      for (var part : order) {
        comparator = comparator.thenComparing(part.field().order(part.descending()));
      }
      return comparator;
    }

    String sdl() {
      return "{field: %s, direction: %s}".formatted(field, descending ? "DESC" : "ASC");
    }
  }

  /** A filter; what is null or empty demands nothing. */
  record Demand(
      List<String> kinds,
      @Nullable Boolean watered,
      @Nullable BigDecimal leastPrice,
      @Nullable Double greatestHeight) {

    boolean isMetBy(Planting planting) {
      return (kinds.isEmpty() || kinds.contains(planting.kind()))
          && (watered == null || watered == planting.watered())
          && (leastPrice == null
              || (planting.price() != null && planting.price().compareTo(leastPrice) >= 0))
          && (greatestHeight == null
              || (planting.height() != null && planting.height() <= greatestHeight));
    }

    String sdl() {
      return (kinds.isEmpty() ? "" : "kind: " + kinds + " ")
          + (watered == null ? "" : "watered: " + watered + " ")
          + (leastPrice == null ? "" : "price: {gte: \"%s\"} ".formatted(leastPrice))
          + (greatestHeight == null
              ? ""
              : String.format(Locale.ROOT, "height: {lte: %s}", greatestHeight));
    }
  }

  /** How a list of plants is asked for. */
  enum Way {
    /** A search. */
    SEARCH,
    /** A search with words. */
    RELEVANCE,
    /** The children of a bed. */
    CHILDREN
  }

  /** A list of a bed's plants. */
  record Listing(Way way, List<Sorted> order, Demand demand, int size) {

    private static final List<Sorted> OF_CHILDREN =
        List.of(new Sorted(Field.COST, true), new Sorted(Field.NAME, false));

    /** The order, of which relevance knows none. */
    Comparator<Planting> comparator() {
      return Sorted.comparator(way == Way.CHILDREN && order.isEmpty() ? OF_CHILDREN : order);
    }

    /** The operation that asks for a page of it as {@code list}, or {@code node.list}. */
    String operation(String bed) {
      var orderBy =
          order.isEmpty() || way == Way.RELEVANCE
              ? ""
              : order.stream()
                  .map(Sorted::sdl)
                  .collect(Collectors.joining(", ", "orderBy: [", "]"));
      var page = "first: $first, after: $after, last: $last, before: $before";
      var selection =
          "{ totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }";
      var list =
          way == Way.CHILDREN
              ? "node(id: \"%s\") { ... on Bed { list: plants(filter: {%s}, %s, %s) %s } }"
                  .formatted(bed, demand.sdl(), orderBy, page, selection)
              : "list: plants(filter: {bed: [\"%s\"] %s}, %s, %s, %s) %s"
                  .formatted(
                      bed,
                      demand.sdl(),
                      orderBy,
                      way == Way.RELEVANCE ? "query: \"shade\"" : "",
                      page,
                      selection);
      return "query ($first: Int, $after: String, $last: Int, $before: String) { %s }"
          .formatted(list);
    }

    String path() {
      return way == Way.CHILDREN ? "node.list" : "list";
    }
  }
}
