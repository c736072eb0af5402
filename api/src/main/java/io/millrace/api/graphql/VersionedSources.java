package io.millrace.api.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.execution.instrumentation.Instrumentation;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.WiringFactory;
import io.millrace.api.version.VersionedSchemas;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.SdlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.graphql.execution.SubscriptionExceptionResolver;

/**
 * An executable schema for each version. They are made as Spring Boot makes its one, from the same
 * beans; the domain is asked once what it wires, since a controller may register loaders with it.
 */
final class VersionedSources implements VersionedSchemas {

  private final Map<String, GraphQlSource> sources = new LinkedHashMap<>();
  private final Catalog catalog;
  private final EngineFetchers engine;
  private final Parts parts;

  /** What Spring Boot makes a source from. */
  record Parts(
      ObjectProvider<DataFetcherExceptionResolver> exceptions,
      ObjectProvider<SubscriptionExceptionResolver> subscriptionExceptions,
      ObjectProvider<Instrumentation> instrumentations,
      ObjectProvider<RuntimeWiringConfigurer> wiring,
      ObjectProvider<GraphQlSourceBuilderCustomizer> customizers) {}

  VersionedSources(Catalog catalog, EngineFetchers engine, Parts parts) {
    this.catalog = catalog;
    this.engine = engine;
    this.parts = parts;
    var domain = domain();
    catalog.versions().forEach(version -> sources.put(version.name(), source(version, domain)));
  }

  GraphQlSource source(ApiVersion version) {
    return Objects.requireNonNull(sources.get(version.name()), version.name());
  }

  @Override
  public GraphQLSchema schema(ApiVersion version) {
    return source(version).schema();
  }

  private RuntimeWiring domain() {
    var wiring = RuntimeWiring.newRuntimeWiring();
    var factories = new ArrayList<WiringFactory>();
    parts
        .wiring()
        .orderedStream()
        .forEach(
            configurer -> {
              configurer.setTypeDefinitionRegistry(catalog.published());
              configurer.configure(wiring);
              configurer.configure(wiring, factories);
            });
    if (!factories.isEmpty()) {
      throw new IllegalStateException(
          "Wire fields by name: the platform answers what is left, and asks no WiringFactory");
    }
    return wiring.build();
  }

  private GraphQlSource source(ApiVersion version, RuntimeWiring domain) {
    var wiring = new EngineWiring(engine, domain, version);
    var builder =
        GraphQlSource.schemaResourceBuilder()
            .schemaResources(
                new ByteArrayResource(
                    SdlText.of(version.published()).getBytes(UTF_8),
                    "the published schema " + version.name()))
            .exceptionResolvers(parts.exceptions().orderedStream().toList())
            .subscriptionExceptionResolvers(parts.subscriptionExceptions().orderedStream().toList())
            .instrumentation(parts.instrumentations().orderedStream().toList())
            .configureRuntimeWiring(wiring)
            .typeVisitors(List.of(new GuardedFields(catalog.rules(), version.names())));
    parts.customizers().orderedStream().forEach(customizer -> customizer.customize(builder));
    var source = builder.build();
    // It has asked for every fetcher by now.
    wiring.requireAnswers();
    return source;
  }
}
