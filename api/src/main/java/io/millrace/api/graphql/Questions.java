package io.millrace.api.graphql;

import io.millrace.api.rule.Viewer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a field's arguments ask about documents. */
@FunctionalInterface
interface Questions {

  /**
   * Ends a call that asks about what its caller may not read.
   *
   * @throws io.millrace.api.error.RequestException where it does
   */
  void require(Map<String, ? extends @Nullable Object> arguments, Viewer viewer);
}
