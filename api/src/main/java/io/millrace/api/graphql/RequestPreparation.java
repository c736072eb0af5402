package io.millrace.api.graphql;

import graphql.GraphQLContext;
import graphql.parser.ParserOptions;
import io.millrace.api.read.ReadContext;
import io.millrace.api.read.ReadScope;
import io.millrace.write.channel.ChannelId;
import org.dataloader.DataLoaderRegistry;
import org.springframework.graphql.execution.DataLoaderRegistrar;

/** Gives every request the bounds of its document and the scope that its fields read in. */
final class RequestPreparation implements DataLoaderRegistrar {

  private final ParserOptions parserOptions;

  RequestPreparation(ParserOptions parserOptions) {
    this.parserOptions = parserOptions;
  }

  @Override
  public boolean hasRegistrations() {
    return true;
  }

  @Override
  public void registerDataLoaders(DataLoaderRegistry registry, GraphQLContext context) {
    context.put(ParserOptions.class, parserOptions);
    context.put(
        ReadScope.class, new ReadScope(ReadContext.published(ChannelId.NONE), registry, ""));
  }
}
