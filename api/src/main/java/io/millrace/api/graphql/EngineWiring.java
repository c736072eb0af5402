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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
  private final List<UnansweredField> unanswered = new ArrayList<>();

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
    var type = environment.getParentType().getName();
    var field = environment.getFieldDefinition();
    var fetcher = fetchers.of(type, field.getName());
    if (fetcher.isEmpty() && fetchers.mustAnswer(type)) {
      unanswered.add(new UnansweredField(type, field.getName()));
    }
    return fetcher.orElse(null);
  }

  /**
   * To be called when the schema is built.
   *
   * @throws IllegalStateException where a field would be null for ever, naming all such fields
   */
  void requireAnswers() {
    if (!unanswered.isEmpty()) {
      throw new IllegalStateException(
          unanswered.stream()
              .map(UnansweredField::toString)
              .collect(Collectors.joining("\n", "Nothing answers these fields:\n", "")));
    }
  }

  /** A field that neither the engine nor a controller answers. */
  private record UnansweredField(String type, String field) {
    @Override
    public String toString() {
      return """
              %1$s.%2$s
                  Write a controller method `%2$s` with @SchemaMapping(typeName = "%1$s"), or one of \
              the directives @ref, @refs, @lookup, @search; a field of the document has no arguments."""
          .formatted(type, field);
    }
  }
}
