package io.millrace.api.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.TypeResolver;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import io.millrace.schema.document.DocumentObject;
import io.millrace.schema.scalar.PlatformScalars;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/**
 * Offers the engine's fetchers as defaults, which graphql-java asks for only where nothing else is
 * wired: a controller method of the domain wins.
 */
final class EngineWiring implements RuntimeWiringConfigurer, WiringFactory {

  private static final TypeResolver BY_SHAPE =
      environment ->
          environment
              .getSchema()
              .getObjectType(environment.<DocumentObject>getObject().shape().typeName());

  private final EngineFetchers fetchers;

  EngineWiring(EngineFetchers fetchers) {
    this.fetchers = fetchers;
  }

  @Override
  public void configure(RuntimeWiring.Builder wiring) {
    PlatformScalars.register(wiring);
  }

  @Override
  public void configure(RuntimeWiring.Builder wiring, List<WiringFactory> factories) {
    factories.add(this);
  }

  @Override
  public boolean providesTypeResolver(InterfaceWiringEnvironment environment) {
    return true;
  }

  @Override
  public TypeResolver getTypeResolver(InterfaceWiringEnvironment environment) {
    return BY_SHAPE;
  }

  @Override
  public boolean providesTypeResolver(UnionWiringEnvironment environment) {
    return true;
  }

  @Override
  public TypeResolver getTypeResolver(UnionWiringEnvironment environment) {
    return BY_SHAPE;
  }

  @Override
  public @Nullable DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment environment) {
    return fetchers
        .of(environment.getParentType().getName(), environment.getFieldDefinition().getName())
        .orElse(null);
  }
}
