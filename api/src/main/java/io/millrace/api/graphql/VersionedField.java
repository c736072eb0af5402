package io.millrace.api.graphql;

import graphql.execution.DataFetcherResult;
import graphql.language.FieldDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.UnionTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import graphql.schema.GraphQLObjectType;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import io.millrace.api.version.PublishedArguments;
import io.millrace.schema.document.DocumentObject;
import io.millrace.schema.version.VersionNames;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A field as one version has it: what answers it knows arguments by their names in the SDL, and may
 * give values that the version does not have. These are shown as their fallback, or as null.
 */
final class VersionedField implements DataFetcher<Object> {

  private final DataFetcher<?> fetcher;
  private final PublishedArguments arguments;
  private final UnaryOperator<@Nullable Object> shown;

  private VersionedField(
      DataFetcher<?> fetcher, VersionNames names, UnaryOperator<@Nullable Object> shown) {
    this.fetcher = fetcher;
    this.arguments = new PublishedArguments(names);
    this.shown = shown;
  }

  /** The fetcher itself, where the version changes nothing about the field. */
  static DataFetcher<?> of(
      DataFetcher<?> fetcher,
      FieldDefinition field,
      VersionNames names,
      TypeDefinitionRegistry published) {
    var type = TypeUtil.unwrapAll(field.getType()).getName();
    var fallbacks = names.fallbacks(type);
    boolean wide =
        published.getTypeOrNull(type) instanceof InterfaceTypeDefinition
            || published.getTypeOrNull(type) instanceof UnionTypeDefinition;
    if (!fallbacks.isEmpty()) {
      return new VersionedField(fetcher, names, value -> fallback(value, fallbacks));
    }
    if (wide && !names.absentTypes().isEmpty()) {
      return new VersionedField(fetcher, names, value -> present(value, names));
    }
    return names.renames() && !field.getInputValueDefinitions().isEmpty()
        ? new VersionedField(fetcher, names, UnaryOperator.identity())
        : fetcher;
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
    return shown(fetcher.get(declared(environment)));
  }

  private DataFetchingEnvironment declared(DataFetchingEnvironment environment) {
    if (environment.getArguments().isEmpty()
        || !(environment.getParentType() instanceof GraphQLObjectType type)) {
      return environment;
    }
    var field = environment.getFieldDefinition();
    return DataFetchingEnvironmentImpl.newDataFetchingEnvironment(environment)
        .arguments(
            arguments.declared(
                type.getName(), field.getName(), field.getArguments(), environment.getArguments()))
        .build();
  }

  private @Nullable Object shown(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case CompletionStage<?> later -> later.thenApply(this::shown);
      case Optional<?> optional -> shown(optional.orElse(null));
      case Collection<?> all -> all.stream().<@Nullable Object>map(this::shown).toList();
      case DataFetcherResult<?> result -> result.map(this::shown);
      default -> shown.apply(value);
    };
  }

  private static @Nullable Object fallback(@Nullable Object value, Map<String, String> fallbacks) {
    var name = value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
    return fallbacks.containsKey(name) ? fallbacks.get(name) : value;
  }

  private static @Nullable Object present(@Nullable Object value, VersionNames names) {
    return value instanceof DocumentObject document
            && names.publishedType(document.shape().typeName()).isEmpty()
        ? null
        : value;
  }
}
