package io.millrace.schema.constraint;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers between two bounds. */
public record Interval(@Nullable Bound low, @Nullable Bound high) {

  static final Interval ALL = new Interval(null, null);
  static final Interval COUNTS = ALL.from(BigDecimal.ZERO, true);

  /**
   * An end.
   *
   * @param inclusive whether the value itself is within
   */
  record Bound(BigDecimal value, boolean inclusive) {}

  /** Those of these that are at or above a value. */
  Interval from(BigDecimal value, boolean inclusive) {
    var bound = new Bound(value, inclusive);
    return low == null || isAbove(bound, low) ? new Interval(bound, high) : this;
  }

  /** Those of these that are at or below a value. */
  Interval to(BigDecimal value, boolean inclusive) {
    var bound = new Bound(value, inclusive);
    return high == null || isBelow(bound, high) ? new Interval(low, bound) : this;
  }

  boolean isEmpty() {
    if (low == null || high == null) {
      return false;
    }
    int order = low.value().compareTo(high.value());
    return order > 0 || (order == 0 && !(low.inclusive() && high.inclusive()));
  }

  /** Whether all numbers of another interval are in this. */
  boolean contains(Interval other) {
    boolean fromThere = low == null || (other.low != null && !isAbove(low, other.low));
    boolean toThere = high == null || (other.high != null && !isBelow(high, other.high));
    return fromThere && toThere;
  }

  private static boolean isAbove(Bound one, Bound other) {
    int order = one.value().compareTo(other.value());
    return order > 0 || (order == 0 && !one.inclusive() && other.inclusive());
  }

  private static boolean isBelow(Bound one, Bound other) {
    int order = one.value().compareTo(other.value());
    return order < 0 || (order == 0 && !one.inclusive() && other.inclusive());
  }
}
