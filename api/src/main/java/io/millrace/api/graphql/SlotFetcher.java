package io.millrace.api.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import io.millrace.schema.document.DocumentObject;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A field that the document holds. */
record SlotFetcher(int slot) implements LightDataFetcher<Object> {

  @Override
  public @Nullable Object get(
      GraphQLFieldDefinition field, Object source, Supplier<DataFetchingEnvironment> environment) {
    return ((DocumentObject) source).value(slot);
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) {
    return Objects.requireNonNull(environment.<DocumentObject>getSource()).value(slot);
  }
}
