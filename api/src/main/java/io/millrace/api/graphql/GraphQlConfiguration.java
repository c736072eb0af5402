package io.millrace.api.graphql;

import graphql.execution.instrumentation.Instrumentation;
import graphql.introspection.Introspection;
import io.millrace.api.ApiProperties;
import io.millrace.api.command.CommandFetchers;
import io.millrace.api.gate.DocumentShape;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.page.Cursors;
import io.millrace.api.page.PageLimits;
import io.millrace.api.read.DocumentReads;
import io.millrace.api.search.FilterLimits;
import io.millrace.api.search.Searches;
import io.millrace.api.version.Versions;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.scalar.PlatformScalars;
import java.util.LinkedHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.graphql.execution.SubscriptionExceptionResolver;

/** The catalog as an executable schema. */
@Configuration(proxyBeanMethods = false)
public class GraphQlConfiguration {

  @Bean
  Versions versions(Catalog catalog) {
    return new Versions(catalog.versions());
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

  /** Scalars of the platform, beside what the domain wires. */
  @Bean
  RuntimeWiringConfigurer platformScalars() {
    return PlatformScalars::register;
  }

  @Bean
  VersionedSources versionedSources(
      Catalog catalog,
      EngineFetchers engine,
      GraphQlProperties properties,
      ObjectProvider<DataFetcherExceptionResolver> exceptions,
      ObjectProvider<SubscriptionExceptionResolver> subscriptionExceptions,
      ObjectProvider<Instrumentation> instrumentations,
      ObjectProvider<RuntimeWiringConfigurer> wiring,
      ObjectProvider<GraphQlSourceBuilderCustomizer> customizers) {
    if (!properties.getSchema().getIntrospection().isEnabled()) {
      Introspection.enabledJvmWide(false);
    }
    return new VersionedSources(
        catalog,
        engine,
        new VersionedSources.Parts(
            exceptions, subscriptionExceptions, instrumentations, wiring, customizers));
  }

  /** For what knows of one version only; Boot makes none where there is one. */
  @Bean
  GraphQlSource newestSource(VersionedSources sources, Versions versions) {
    return sources.source(versions.newest());
  }

  @Bean
  @Order(OperationCheck.Place.ARGUMENTS)
  OperationCheck orderCheck(EngineFetchers fetchers) {
    return new OrderCheck(fetchers);
  }

  @Bean
  @Order(OperationCheck.Place.RULES)
  OperationCheck ruleCheck(Catalog catalog, EngineFetchers fetchers) {
    return new RuleCheck(catalog.rules(), fetchers);
  }

  /** Boot's own for each version, with our scopes beside the domain's batch loaders. */
  @Bean
  ExecutionGraphQlService executionGraphQlService(
      VersionedSources sources,
      Versions versions,
      Catalog catalog,
      BatchLoaderRegistry batchLoaders,
      ApiProperties properties) {
    var parserOptions = DocumentShape.size(properties.documents());
    var services = new LinkedHashMap<String, ExecutionGraphQlService>();
    for (var version : versions.known()) {
      var service = new DefaultExecutionGraphQlService(sources.source(version));
      service.addDataLoaderRegistrar(batchLoaders);
      service.addDataLoaderRegistrar(new RequestPreparation(parserOptions, catalog, version));
      services.put(version.name(), service);
    }
    return new VersionedExecution(versions, services);
  }
}
