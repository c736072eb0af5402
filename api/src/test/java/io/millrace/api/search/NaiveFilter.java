package io.millrace.api.search;

import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code things.graphqls} says of filters, on plain maps: as slow and as literal as possible.
 */
final class NaiveFilter {

  /** Where a filter field differs in name from what it asks about. */
  private static final Map<String, List<String>> PATHS =
      Map.ofEntries(
          Map.entry("labels", List.of("label")),
          Map.entry("owner", List.of("ownerId")),
          Map.entry("counts", List.of("count")),
          Map.entry("serials", List.of("serial")),
          Map.entry("prices", List.of("price")),
          Map.entry("weights", List.of("weight")),
          Map.entry("days", List.of("day")),
          Map.entry("moments", List.of("moment")),
          Map.entry("width", List.of("size", "width")),
          Map.entry("partCode", List.of("parts", "code")),
          Map.entry("screwLength", List.of("parts", "screws", "length")));

  private static final Set<String> OBJECTS = Set.of("size", "parts", "screws");
  private static final Set<String> BOUNDS = Set.of("gte", "gt", "lte", "lt");

  private NaiveFilter() {}

  /** Whether an object meets a filter. */
  static boolean meets(Map<?, ?> filter, Map<?, ?> object) {
    return filter.entrySet().stream()
        .allMatch(entry -> holds((String) entry.getKey(), entry.getValue(), object));
  }

  /** Whether a filter's entry holds; one that says nothing does. */
  static boolean holds(String name, @Nullable Object argument, Map<?, ?> object) {
    return !says(name, argument)
        || switch (name) {
          case "and" -> filters(argument).allMatch(filter -> meets(filter, object));
          case "or" -> filters(argument).anyMatch(filter -> meets(filter, object));
          case "not" -> !meets((Map<?, ?>) Objects.requireNonNull(argument), object);
          default -> holds(path(name, object), Objects.requireNonNull(argument), object);
        };
  }

  /** A name within an object may be that of another field without. */
  private static List<String> path(String name, Map<?, ?> object) {
    return object.containsKey(name) ? List.of(name) : PATHS.getOrDefault(name, List.of(name));
  }

  private static boolean holds(List<String> path, Object argument, Map<?, ?> object) {
    var value = object.get(path.getFirst());
    if (path.size() > 1) {
      return elements(value)
          .anyMatch(element -> holds(path.subList(1, path.size()), argument, (Map<?, ?>) element));
    }
    if (OBJECTS.contains(path.getFirst())) {
      // An object that is null is like one whose fields all are.
      var elements =
          path.getFirst().equals("size")
              ? Stream.of(value == null ? Map.of() : value)
              : elements(value);
      return elements.anyMatch(element -> meets((Map<?, ?>) argument, (Map<?, ?>) element));
    }
    return elements(value)
        .anyMatch(
            element ->
                argument instanceof Map<?, ?> range
                    ? between(range, element)
                    : elements(argument).anyMatch(wanted -> equal(wanted, element)));
  }

  private static boolean between(Map<?, ?> range, Object value) {
    return BOUNDS.stream()
        .allMatch(
            name -> {
              var bound = range.get(name);
              if (bound == null) {
                return true;
              }
              int order = compare(value, bound);
              return switch (name) {
                case "gte" -> order >= 0;
                case "gt" -> order > 0;
                case "lte" -> order <= 0;
                default -> order < 0;
              };
            });
  }

  private static boolean equal(Object wanted, Object value) {
    return wanted instanceof Comparable<?> && wanted.getClass() == value.getClass()
        ? compare(wanted, value) == 0
        : wanted.equals(value);
  }

  @SuppressWarnings("unchecked") // the SDL gives both one type
  private static int compare(Object left, Object right) {
    return left instanceof Double number
        ? Double.compare(number + 0.0, (Double) right + 0.0)
        : ((Comparable<Object>) left).compareTo(right);
  }

  /** Whether a filter's entry demands anything: not what is null or holds nothing but such. */
  static boolean says(String name, @Nullable Object argument) {
    if (argument == null) {
      return false;
    }
    return switch (name) {
      case "and" -> filters(argument).anyMatch(NaiveFilter::saysAny);
      case "or" -> filters(argument).allMatch(NaiveFilter::saysAny);
      default -> !(argument instanceof Map<?, ?> map) || saysAny(map);
    };
  }

  private static boolean saysAny(Map<?, ?> filter) {
    return filter.entrySet().stream()
        .anyMatch(entry -> says((String) entry.getKey(), entry.getValue()));
  }

  /** The outermost document fields that a filter's entry asks about. */
  static Set<String> fields(String name, @Nullable Object argument) {
    if (!says(name, argument)) {
      return Set.of();
    }
    if (!Set.of("and", "or", "not").contains(name)) {
      return Set.of(PATHS.getOrDefault(name, List.of(name)).getFirst());
    }
    var fields = new HashSet<String>();
    (name.equals("not")
            ? Stream.of((Map<?, ?>) Objects.requireNonNull(argument))
            : filters(argument))
        .forEach(
            filter ->
                filter.forEach((inner, value) -> fields.addAll(fields((String) inner, value))));
    return fields;
  }

  private static Stream<Map<?, ?>> filters(@Nullable Object argument) {
    return elements(argument).map(filter -> (Map<?, ?>) filter);
  }

  /** A list's elements without nulls; a single value as a list of one. */
  static Stream<Object> elements(@Nullable Object value) {
    return switch (value) {
      case null -> Stream.empty();
      case Collection<?> list -> list.stream().filter(Objects::nonNull).map(element -> element);
      default -> Stream.of(value);
    };
  }

  /** The global id of a thing. */
  static String thing(long number) {
    return GlobalId.encode(DocumentKey.of("Thing", number));
  }
}
