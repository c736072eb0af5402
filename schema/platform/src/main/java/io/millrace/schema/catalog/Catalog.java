package io.millrace.schema.catalog;

import graphql.schema.idl.TypeDefinitionRegistry;
import io.millrace.schema.version.ApiVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What SDL and read models say together, checked: the descriptors that projector and API work by.
 *
 * @param readModels by type, sorted
 * @param relations every field that leads to other documents
 * @param connections what searches count and highlight, by connection type
 * @param queries the fields of {@code Query}
 * @param mutations the fields of {@code Mutation}
 * @param rules who may read what
 * @param definitions the whole SDL, inaccessible fields included
 * @param versions what clients see, the oldest version first; at least one
 */
public record Catalog(
    Map<String, ReadModel> readModels,
    List<Relation> relations,
    Map<String, SearchConnection> connections,
    List<RootField> queries,
    List<RootField> mutations,
    AccessRules rules,
    TypeDefinitionRegistry definitions,
    List<ApiVersion> versions) {

  public Catalog {
    readModels = Collections.unmodifiableMap(new TreeMap<>(readModels));
    relations = List.copyOf(relations);
    connections = Map.copyOf(connections);
    queries = List.copyOf(queries);
    mutations = List.copyOf(mutations);
    versions = List.copyOf(versions);
  }

  /** The version that is served to clients that name none. */
  public ApiVersion newest() {
    return versions.getLast();
  }

  /** What clients of the newest version see. */
  public TypeDefinitionRegistry published() {
    return newest().published();
  }

  /**
   * The read model of a type.
   *
   * @throws NoSuchElementException when the type has none
   */
  public ReadModel readModel(String type) {
    return find(type)
        .orElseThrow(() -> new NoSuchElementException("No read model of type " + type));
  }

  /** The read model of a type, where it has one. */
  public Optional<ReadModel> find(String type) {
    return Optional.ofNullable(readModels.get(type));
  }
}
