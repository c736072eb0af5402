package io.millrace.api.graphql;

import graphql.GraphQLContext;
import graphql.execution.instrumentation.dataloader.DataLoaderDispatchingContextKeys;
import graphql.parser.ParserOptions;
import io.millrace.api.identity.Identity;
import io.millrace.api.read.ReadContext;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.version.ApiVersion;
import io.millrace.write.channel.ChannelId;
import org.dataloader.DataLoaderRegistry;
import org.springframework.graphql.execution.DataLoaderRegistrar;

/** Gives every request the bounds of its document and the context that its fields read in. */
final class RequestPreparation implements DataLoaderRegistrar {

  private final ParserOptions parserOptions;
  private final Catalog catalog;
  private final ApiVersion version;

  /**
   * @param version what the requests are answered in
   */
  RequestPreparation(ParserOptions parserOptions, Catalog catalog, ApiVersion version) {
    this.parserOptions = parserOptions;
    this.catalog = catalog;
    this.version = version;
  }

  @Override
  public boolean hasRegistrations() {
    return true;
  }

  @Override
  public void registerDataLoaders(DataLoaderRegistry registry, GraphQLContext context) {
    context.put(ParserOptions.class, parserOptions);
    context.put(ApiVersion.class, version);
    // A field may ask a second loader when the first has answered: RefsFetcher does, once the
    // children of a head turn out to be gone.
    DataLoaderDispatchingContextKeys.setEnableDataLoaderChaining(context, true);
    var viewer = new Viewer(catalog, Identity.of(context));
    context.put(Viewer.class, viewer);
    context.put(ReadContext.class, ReadContext.published(ChannelId.NONE, viewer));
  }
}
