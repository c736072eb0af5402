package io.millrace.api.page;

import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.error.RequestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page a field asks for.
 *
 * @param first how many rows
 * @param after the cursor after which the page begins, empty for the first page
 */
public record PageArguments(int first, Optional<String> after) {

  /**
   * Reads {@code first} and {@code after}.
   *
   * @throws RequestException when {@code first} is out of bounds
   */
  public static PageArguments of(DataFetchingEnvironment environment, PageLimits limits) {
    @Nullable Integer first = environment.getArgument("first");
    if (first == null) {
      return new PageArguments(limits.defaultSize(), after(environment));
    }
    if (first < 0 || first > limits.maxSize()) {
      throw RequestException.badInput(
          "first: %d is not from 0 to %d; ask for further rows with 'after'",
          first, limits.maxSize());
    }
    return new PageArguments(first, after(environment));
  }

  private static Optional<String> after(DataFetchingEnvironment environment) {
    return Optional.ofNullable(environment.<@Nullable String>getArgument("after"));
  }
}
