package io.millrace.api.read;

import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;

/**
 * The DataLoaders of one read context. A request has one scope; a mutation's payload has another of
 * its own, since it reads the primary and what it loads must not serve the rest of the request.
 * graphql-java dispatches the loaders of all scopes, once for each level of the answer.
 */
public final class ReadScope {

  private final ReadContext context;
  private final DataLoaderRegistry registry;
  private final String suffix;

  /**
   * @param suffix tells the scope's loaders from those of other scopes of the request
   */
  public ReadScope(ReadContext context, DataLoaderRegistry registry, String suffix) {
    this.context = context;
    this.registry = registry;
    this.suffix = suffix;
  }

  /** The scope that a field is read in: its payload's, or else the request's. */
  public static ReadScope of(DataFetchingEnvironment environment) {
    return environment.getLocalContext() instanceof ReadScope payload
        ? payload
        : environment.getGraphQlContext().get(ReadScope.class);
  }

  /** What goes through every read of this scope. */
  public ReadContext context() {
    return context;
  }

  /** Loads a batch: the values in the keys' order. */
  public interface BatchLoad<K, V>
      extends BiFunction<List<K>, ReadContext, CompletionStage<List<V>>> {}

  /** The scope's loader of this name, made at its first use. */
  public <K, V> DataLoader<K, V> loader(String name, BatchLoad<K, V> load) {
    return registry.computeIfAbsent(
        name + suffix,
        fullName ->
            DataLoaderFactory.<K, V>newDataLoader(fullName, keys -> load.apply(keys, context)));
  }
}
