package io.millrace.api.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.read.ReadScope;
import io.millrace.schema.document.DocumentObject;
import io.millrace.schema.key.GlobalId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@code @ref}: the document whose id, or the documents whose ids, a slot holds. */
record RefFetcher(int slot, DocumentReads documents) implements DataFetcher<Object> {

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) {
    var scope = ReadScope.of(environment);
    return switch (Objects.requireNonNull(environment.<DocumentObject>getSource()).value(slot)) {
      case null -> null;
      case List<?> ids ->
          documents.list(ids.stream().map(id -> GlobalId.decode((String) id)).toList(), scope);
      case Object id -> documents.one(GlobalId.decode((String) id), scope);
    };
  }
}
