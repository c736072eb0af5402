package io.millrace.api.graphql;

import graphql.execution.instrumentation.Instrumentation;
import io.millrace.api.ApiProperties;
import io.millrace.api.command.CommandFetchers;
import io.millrace.api.page.Cursors;
import io.millrace.api.page.PageLimits;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.search.Searches;
import io.millrace.schema.catalog.Catalog;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The catalog as an executable schema. */
@Configuration(proxyBeanMethods = false)
public class GraphQlConfiguration {

  @Bean
  PublishedSchema publishedSchema(Catalog catalog) {
    return new PublishedSchema(catalog.published());
  }

  @Bean
  EngineWiring engineWiring(
      Catalog catalog,
      DocumentReads documents,
      Searches searches,
      CommandFetchers commands,
      Cursors cursors,
      PageLimits limits) {
    return new EngineWiring(
        new EngineFetchers(catalog, documents, searches, commands, cursors, limits));
  }

  /** Boot's own, with our scopes beside the domain's batch loaders. */
  @Bean
  ExecutionGraphQlService executionGraphQlService(
      GraphQlSource source,
      EngineWiring wiring,
      BatchLoaderRegistry batchLoaders,
      ApiProperties properties) {
    // The source builds its schema first, and with it asks for every fetcher.
    source.schema();
    wiring.requireAnswers();
    var service = new DefaultExecutionGraphQlService(source);
    service.addDataLoaderRegistrar(batchLoaders);
    service.addDataLoaderRegistrar(
        new RequestPreparation(DocumentLimits.size(properties.documents())));
    return service;
  }

  @Bean
  Instrumentation documentLimits(ApiProperties properties) {
    return new DocumentLimits(properties.documents());
  }

  /** Before Boot's own routes, which answer what is no GraphQL request with an empty body. */
  @Bean
  @Order(-1)
  RouterFunction<ServerResponse> graphQlRequests(
      GraphQlHttpHandler handler, GraphQlProperties properties) {
    return new GraphQlRoute(handler, properties.getHttp().getPath()).routes();
  }
}
