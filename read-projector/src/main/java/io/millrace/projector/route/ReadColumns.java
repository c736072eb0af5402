package io.millrace.projector.route;

import io.millrace.schema.catalog.ReadModel;
import java.util.Optional;
import java.util.Set;

/** Which columns a read model's statement reads, as Postgres itself says. */
@FunctionalInterface
public interface ReadColumns {

  /**
   * The columns of {@code table} (schema and name) that the model's statement reads; empty where
   * that is not known, and then every change counts.
   */
  Optional<Set<String>> of(ReadModel model, String table);
}
