package io.millrace.api.page;

import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.error.RequestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page a field asks for, as in section 4.3 of the Relay Cursor Connections specification:
 * {@code first} rows from the beginning or {@code last} rows up to the end of what lies between two
 * cursors.
 *
 * @param backward whether the rows nearest to the end are asked for
 * @param size how many rows
 * @param after the cursor after which rows count, empty for the list's beginning
 * @param before the cursor before which rows count, empty for the list's end
 */
public record PageArguments(
    boolean backward, int size, Optional<String> after, Optional<String> before) {

  /**
   * Reads {@code first}, {@code last}, {@code after} and {@code before}. Where neither size is
   * given, {@code before} alone asks for the rows nearest to it.
   *
   * @throws RequestException when a size is out of bounds or both are given
   */
  public static PageArguments of(DataFetchingEnvironment environment, PageLimits limits) {
    var first = size(environment, "first", "after", limits);
    var last = size(environment, "last", "before", limits);
    if (first.isPresent() && last.isPresent()) {
      throw RequestException.badInput(
          "first and last: give one of them, 'first' (with 'after') to page forward or 'last'"
              + " (with 'before') to page backward");
    }
    var after = cursor(environment, "after");
    var before = cursor(environment, "before");
    boolean backward =
        last.isPresent() || (first.isEmpty() && before.isPresent() && after.isEmpty());
    return new PageArguments(
        backward, first.or(() -> last).orElse(limits.defaultSize()), after, before);
  }

  /** Whether it is the page that a list begins with. */
  public boolean isFirst() {
    return !backward && after.isEmpty() && before.isEmpty();
  }

  /**
   * The page with what its cursors stand for.
   *
   * @throws RequestException when one of them is no cursor of the list
   */
  public PageRange within(CursorScope list) {
    return new PageRange(
        backward, size, after.map(list::open).orElse(null), before.map(list::open).orElse(null));
  }

  private static Optional<Integer> size(
      DataFetchingEnvironment environment, String name, String cursor, PageLimits limits) {
    @Nullable Integer size = environment.getArgument(name);
    if (size != null && (size < 0 || size > limits.maxSize())) {
      throw RequestException.badInput(
          "%s: %d is not from 0 to %d; ask for further rows with '%s'",
          name, size, limits.maxSize(), cursor);
    }
    return Optional.ofNullable(size);
  }

  private static Optional<String> cursor(DataFetchingEnvironment environment, String name) {
    return Optional.ofNullable(environment.<@Nullable String>getArgument(name));
  }
}
