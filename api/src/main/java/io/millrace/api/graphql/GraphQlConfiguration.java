package io.millrace.api.graphql;

import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.parser.ParserOptions;
import io.millrace.api.ApiProperties;
import io.millrace.api.command.CommandFetchers;
import io.millrace.api.page.Cursors;
import io.millrace.api.page.PageLimits;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.search.Searches;
import io.millrace.schema.catalog.Catalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;

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
      GraphQlSource source, BatchLoaderRegistry batchLoaders, ApiProperties properties) {
    var service = new DefaultExecutionGraphQlService(source);
    service.addDataLoaderRegistrar(batchLoaders);
    service.addDataLoaderRegistrar(new RequestPreparation(parserOptions(properties.documents())));
    return service;
  }

  private static ParserOptions parserOptions(ApiProperties.Documents documents) {
    return ParserOptions.newParserOptions()
        .maxCharacters(documents.maxCharacters())
        .maxTokens(documents.maxTokens())
        .build();
  }

  @Bean
  Instrumentation maxDepth(ApiProperties properties) {
    return new MaxQueryDepthInstrumentation(properties.documents().maxDepth());
  }

  @Bean
  Instrumentation maxFields(ApiProperties properties) {
    return new MaxQueryComplexityInstrumentation(properties.documents().maxFields());
  }
}
