package io.millrace.api.search;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** What a run of random filters must have met, or it has shown nothing. */
enum Situation {
  SOME_MATCH,
  /** A rule that shows a part of the documents. */
  SOME_SHOWN,
  RANGE,
  AND,
  OR,
  NOT,
  /** A negation that a null value meets. */
  NOT_OF_NULL,
  ELEMENT,
  /** Elements that meet a filter together and none of them alone. */
  NO_ELEMENT_ALONE,
  ELEMENT_IN_ELEMENT,
  NOT_IN_ELEMENT,
  EMPTY_LIST,
  DECIMAL_BEYOND_THE_SCALE,
  /** A facet that counts more than the hits, since it ignores its own filter. */
  FACET_OWN,
  FACET_RANGES,
  FACET_OF_A_LIST;

  private static final Set<String> BOUNDS = Set.of("gte", "gt", "lte", "lt");

  void met() {
    Statistics.label("situations").collect(this);
  }

  /** Fails the run at its end where it has not met all of them. */
  static void requireAll() {
    for (var situation : values()) {
      Statistics.label("situations")
          .coverage(checker -> checker.check(situation).count(count -> count > 0));
    }
  }

  /** Counts what a filter asks for. */
  static void count(
      Map<String, @Nullable Object> filter, Collection<Map<String, @Nullable Object>> documents) {
    filter.forEach(
        (name, argument) -> {
          if (!NaiveFilter.says(name, argument)) {
            return;
          }
          switch (name) {
            case "and" -> AND.met();
            case "or" -> OR.met();
            case "not" -> {
              NOT.met();
              if (documents.stream().anyMatch(one -> isNegatedNull((Map<?, ?>) argument, one))) {
                NOT_OF_NULL.met();
              }
            }
            case "parts" -> countElements((Map<?, ?>) argument, documents);
            default -> {
              if (argument instanceof Map<?, ?> range
                  && range.keySet().stream().anyMatch(BOUNDS::contains)) {
                RANGE.met();
              }
              if (argument instanceof List<?> list && list.isEmpty()) {
                EMPTY_LIST.met();
              }
              if (name.equals("price") && isBeyond((Map<?, ?>) argument)) {
                DECIMAL_BEYOND_THE_SCALE.met();
              }
            }
          }
        });
  }

  private static boolean isBeyond(Map<?, ?> range) {
    return range.values().stream()
        .anyMatch(bound -> bound instanceof BigDecimal x && x.stripTrailingZeros().scale() > 2);
  }

  private static boolean isNegatedNull(Map<?, ?> negated, Map<?, ?> document) {
    return negated.size() == 1
        && negated.keySet().stream()
            .anyMatch(name -> document.containsKey(name) && document.get(name) == null);
  }

  private static void countElements(
      Map<?, ?> filter, Collection<Map<String, @Nullable Object>> documents) {
    ELEMENT.met();
    if (filter.containsKey("not")) {
      NOT_IN_ELEMENT.met();
    }
    if (NaiveFilter.says("screws", filter.get("screws"))) {
      ELEMENT_IN_ELEMENT.met();
    }
    boolean together =
        documents.stream()
            .anyMatch(
                document ->
                    filter.entrySet().stream()
                            .allMatch(
                                entry -> {
                                  var one = new HashMap<Object, @Nullable Object>();
                                  one.put(entry.getKey(), entry.getValue());
                                  return NaiveFilter.meets(Map.of("parts", one), document);
                                })
                        && !NaiveFilter.meets(Map.of("parts", filter), document));
    if (together) {
      NO_ELEMENT_ALONE.met();
    }
  }
}
