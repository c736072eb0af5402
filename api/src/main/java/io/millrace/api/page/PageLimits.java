package io.millrace.api.page;

/**
 * How many rows a page has.
 *
 * @param defaultSize where neither {@code first} nor {@code last} is given
 * @param maxSize the most that {@code first} and {@code last} may ask for
 */
public record PageLimits(int defaultSize, int maxSize) {

  public PageLimits {
    if (defaultSize < 1 || maxSize < defaultSize) {
      throw new IllegalArgumentException(
          "Pages have from 1 to millrace.api.pages.max-size rows, the default among them: %d, %d"
              .formatted(defaultSize, maxSize));
    }
  }
}
