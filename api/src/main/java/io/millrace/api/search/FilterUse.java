package io.millrace.api.search;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;

/** How much of its limits a filter has used. */
final class FilterUse {

  private final FilterLimits limits;
  private int conditions;
  private int values;

  FilterUse(FilterLimits limits) {
    this.limits = limits;
  }

  /** One more condition, in a filter at this depth; the outermost is at 1. */
  void condition(int depth) {
    conditions++;
    require(depth <= limits.maxDepth(), "nests deeper than %d filters", limits.maxDepth());
    require(
        conditions <= limits.maxConditions(),
        "has more than %d conditions",
        limits.maxConditions());
  }

  /** This many more values to compare with. */
  void values(int further) {
    values += further;
    require(values <= limits.maxValues(), "compares with more than %d values", limits.maxValues());
  }

  private static void require(boolean holds, String otherwise, int limit) {
    if (!holds) {
      throw new RequestException(
          ErrorCode.FILTER_TOO_COMPLEX,
          ("The filter " + otherwise + ": ask for less, or in several requests").formatted(limit));
    }
  }
}
