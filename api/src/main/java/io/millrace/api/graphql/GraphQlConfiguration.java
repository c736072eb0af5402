package io.millrace.api.graphql;

import io.millrace.api.ApiProperties;
import io.millrace.api.command.CommandFetchers;
import io.millrace.api.gate.DocumentShape;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.page.Cursors;
import io.millrace.api.page.PageLimits;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.search.FilterLimits;
import io.millrace.api.search.Searches;
import io.millrace.schema.catalog.Catalog;
import java.util.List;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
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
  EngineFetchers engineFetchers(
      Catalog catalog,
      DocumentReads documents,
      Searches searches,
      CommandFetchers commands,
      Cursors cursors,
      PageLimits limits,
      FilterLimits filterLimits) {
    return new EngineFetchers(
        catalog, documents, searches, commands, cursors, limits, filterLimits);
  }

  @Bean
  EngineWiring engineWiring(EngineFetchers fetchers) {
    return new EngineWiring(fetchers);
  }

  @Bean
  GraphQlSourceBuilderCustomizer guardedFields(Catalog catalog) {
    return builder -> builder.typeVisitors(List.of(new GuardedFields(catalog.rules())));
  }

  @Bean
  @Order(OperationCheck.Place.RULES)
  OperationCheck ruleCheck(Catalog catalog, EngineFetchers fetchers) {
    return new RuleCheck(catalog.rules(), fetchers);
  }

  /** Boot's own, with our scopes beside the domain's batch loaders. */
  @Bean
  ExecutionGraphQlService executionGraphQlService(
      GraphQlSource source,
      EngineWiring wiring,
      Catalog catalog,
      BatchLoaderRegistry batchLoaders,
      ApiProperties properties) {
    // The source builds its schema first, and with it asks for every fetcher.
    source.schema();
    wiring.requireAnswers();
    var service = new DefaultExecutionGraphQlService(source);
    service.addDataLoaderRegistrar(batchLoaders);
    service.addDataLoaderRegistrar(
        new RequestPreparation(DocumentShape.size(properties.documents()), catalog));
    return service;
  }
}
