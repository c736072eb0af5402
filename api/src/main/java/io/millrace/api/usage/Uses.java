package io.millrace.api.usage;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import graphql.schema.GraphQLSchema;
import io.millrace.api.gate.Operation;
import io.millrace.api.version.Versions;

/**
 * Finds what operations use: what their documents say once for each document, so that an operation
 * whose variables are scalars costs nothing here; what variables say each time.
 */
final class Uses {

  /** Of each schema that is executed. */
  private final LoadingCache<GraphQLSchema, SchemaElements> elements =
      Caffeine.newBuilder().weakKeys().build(_ -> new SchemaElements());

  Use of(Operation operation) {
    var document = operation.notes().get(DocumentUse.class, () -> walk(operation));
    if (document.variables().isEmpty()) {
      return document.alone();
    }
    var more =
        new VariableWalk(document, elements.get(operation.schema()))
            .walk(operation.input().getVariables());
    return more.isEmpty() ? document.alone() : new Use(document, more);
  }

  private DocumentUse walk(Operation operation) {
    return new DocumentWalk(
            operation.schema(), operation.fragments(), elements.get(operation.schema()))
        .walk(operation.definition(), Versions.of(operation.context()).name());
  }
}
