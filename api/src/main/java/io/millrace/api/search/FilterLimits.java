package io.millrace.api.search;

/**
 * What the arguments of a search may ask for.
 *
 * @param maxDepth the deepest nesting of filters
 * @param maxConditions the most conditions, wherever they stand
 * @param maxValues the most values that fields are compared with
 * @param maxCharacters the longest text to find
 * @param maxWords the most words in it
 */
public record FilterLimits(
    int maxDepth, int maxConditions, int maxValues, int maxCharacters, int maxWords) {

  public FilterLimits {
    if (maxDepth < 1 || maxConditions < 1 || maxValues < 1 || maxCharacters < 1 || maxWords < 1) {
      throw new IllegalArgumentException(
          "The limits in millrace.api.filters and millrace.api.search-texts are at least 1: "
              + "%d, %d, %d; %d, %d"
                  .formatted(maxDepth, maxConditions, maxValues, maxCharacters, maxWords));
    }
  }
}
