package io.millrace.api.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.millrace.api.page.FacetEntry;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.read.ReadScope;
import io.millrace.schema.key.GlobalId;
import java.util.Objects;

/** A {@code @ref} of a counted value: the document whose id the value is. */
record FacetRefFetcher(DocumentReads documents) implements DataFetcher<Object> {

  @Override
  public Object get(DataFetchingEnvironment environment) {
    var entry = Objects.requireNonNull(environment.<FacetEntry.OfValue>getSource());
    return documents.one(GlobalId.decode((String) entry.value()), ReadScope.of(environment));
  }
}
