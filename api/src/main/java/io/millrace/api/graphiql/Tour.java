package io.millrace.api.graphiql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The operations that a domain shows itself with.
 *
 * @param tabs one for each of its files, in the order of their names
 */
record Tour(List<Tab> tabs) {

  private static final String OPERATIONS = "classpath*:tour/*.graphql";

  /**
   * One operation, in the form that GraphiQL takes.
   *
   * @param query its text
   * @param variables its variables as JSON, where it has any
   */
  record Tab(String query, @Nullable String variables) {}

  /** Reads {@code tour/NAME.graphql} and, where there is one, {@code tour/NAME.json} beside it. */
  static Tour read() {
    try {
      var operations = new PathMatchingResourcePatternResolver().getResources(OPERATIONS);
      return new Tour(
          Arrays.stream(operations)
              .sorted(Comparator.comparing(Tour::name))
              .map(Tour::tab)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("The operations of the tour can't be read", e);
    }
  }

  private static Tab tab(Resource operation) {
    try {
      var variables = operation.createRelative(name(operation).replace(".graphql", ".json"));
      return new Tab(text(operation), variables.exists() ? text(variables) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read".formatted(operation), e);
    }
  }

  private static String name(Resource resource) {
    return Objects.requireNonNull(resource.getFilename());
  }

  private static String text(Resource resource) throws IOException {
    return resource.getContentAsString(StandardCharsets.UTF_8);
  }
}
