package io.millrace.api.read;

import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;

/**
 * The DataLoaders of one read context. A request has one context; a mutation's payload has another
 * of its own, since it reads the primary and what it loads must not serve the rest of the request.
 * graphql-java dispatches the loaders of all contexts, once for each level of the answer.
 *
 * @param context goes through every read
 * @param environment the field that reads; its loaders know the level that they are asked on
 */
public record ReadScope(ReadContext context, DataFetchingEnvironment environment) {

  /** The scope that a field is read in: its payload's, or else the request's. */
  public static ReadScope of(DataFetchingEnvironment environment) {
    ReadContext context =
        environment.getLocalContext() instanceof ReadContext payload
            ? payload
            : environment.getGraphQlContext().get(ReadContext.class);
    return new ReadScope(context, environment);
  }

  /** Loads a batch: the values in the keys' order. */
  public interface BatchLoad<K, V>
      extends BiFunction<List<K>, ReadContext, CompletionStage<List<V>>> {}

  /** The context's loader of this name, made at its first use. */
  public <K, V> DataLoader<K, V> loader(String name, BatchLoad<K, V> load) {
    var fullName = name + " of " + context.name();
    environment
        .getDataLoaderRegistry()
        .computeIfAbsent(
            fullName,
            _ ->
                DataLoaderFactory.<K, V>newDataLoader(
                    fullName, keys -> load.apply(keys, context), observedWithin(environment)));
    return Objects.requireNonNull(environment.<K, V>getDataLoader(fullName));
  }

  /** The request's observation is the parent of its loaders', which Spring looks for there. */
  private static DataLoaderOptions observedWithin(DataFetchingEnvironment environment) {
    var context = environment.getGraphQlContext();
    return DataLoaderOptions.newOptions().setBatchLoaderContextProvider(() -> context).build();
  }
}
