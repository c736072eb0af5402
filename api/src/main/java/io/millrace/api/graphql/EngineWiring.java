package io.millrace.api.graphql;

import graphql.language.EnumTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.TypeResolver;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import io.millrace.schema.document.DocumentObject;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.VersionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/**
 * Says what answers the fields of one version: a controller method of the domain, or else the
 * engine. Both know fields by their names in the SDL.
 */
final class EngineWiring implements RuntimeWiringConfigurer, WiringFactory {

  private final EngineFetchers engine;
  private final RuntimeWiring domain;
  private final VersionNames names;
  private final TypeDefinitionRegistry published;
  private final List<UnansweredField> unanswered = new ArrayList<>();

  /**
   * @param domain what the domain and its libraries have wired, for all versions
   */
  EngineWiring(EngineFetchers engine, RuntimeWiring domain, ApiVersion version) {
    this.engine = engine;
    this.domain = domain;
    this.names = version.names();
    this.published = version.published();
  }

  @Override
  public void configure(RuntimeWiring.Builder wiring) {
    domain.getScalars().values().stream()
        .filter(scalar -> !ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName()))
        .forEach(wiring::scalar);
    domain.getDirectiveWiring().forEach(wiring::directiveWiring);
    domain.getRegisteredDirectiveWiring().forEach(wiring::directive);
    domain
        .getEnumValuesProviders()
        .forEach(
            (declared, provider) ->
                names
                    .publishedType(declared)
                    .ifPresent(type -> wiring.type(type, enums -> enums.enumValues(provider))));
    published
        .getTypes(EnumTypeDefinition.class)
        .forEach(
            type -> {
              if (names.renames()
                  && domain.getEnumValuesProviders().get(names.declaredType(type.getName()))
                      == null) {
                wiring.type(
                    type.getName(),
                    enums ->
                        enums.enumValues(value -> names.declaredMember(type.getName(), value)));
              }
            });
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
    return byShape();
  }

  @Override
  public boolean providesTypeResolver(UnionWiringEnvironment environment) {
    return true;
  }

  @Override
  public TypeResolver getTypeResolver(UnionWiringEnvironment environment) {
    return byShape();
  }

  private TypeResolver byShape() {
    return environment ->
        environment
            .getSchema()
            .getObjectType(
                names
                    .publishedType(environment.<DocumentObject>getObject().shape().typeName())
                    .orElseThrow());
  }

  @Override
  public boolean providesDataFetcher(FieldWiringEnvironment environment) {
    return true;
  }

  @Override
  public DataFetcher<?> getDataFetcher(FieldWiringEnvironment environment) {
    var published = environment.getParentType().getName();
    var field = environment.getFieldDefinition();
    var type = names.declaredType(published);
    var name = names.declaredMember(published, field.getName());
    return VersionedField.of(fetcher(type, name), field, names, this.published);
  }

  private DataFetcher<?> fetcher(String type, String field) {
    return controller(type, field)
        .or(() -> engine.of(type, field))
        .orElseGet(
            () -> {
              if (engine.mustAnswer(type)) {
                unanswered.add(new UnansweredField(type, field));
              }
              return PropertyDataFetcher.fetching(field);
            });
  }

  private Optional<DataFetcher<?>> controller(String type, String field) {
    var fetchers = domain.getDataFetchersForType(type);
    return Optional.<DataFetcher<?>>ofNullable(fetchers == null ? null : fetchers.get(field));
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
