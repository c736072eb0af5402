package io.millrace.api.search;

/**
 * What a filter may ask for.
 *
 * @param maxDepth the deepest nesting of filters
 * @param maxConditions the most conditions, wherever they stand
 * @param maxValues the most values that fields are compared with
 */
public record FilterLimits(int maxDepth, int maxConditions, int maxValues) {

  public FilterLimits {
    if (maxDepth < 1 || maxConditions < 1 || maxValues < 1) {
      throw new IllegalArgumentException(
          "The limits in millrace.api.filters are at least 1: %d, %d, %d"
              .formatted(maxDepth, maxConditions, maxValues));
    }
  }
}
