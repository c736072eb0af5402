package io.millrace.schema.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One read model: a type whose documents one SQL statement derives.
 *
 * @param type the GraphQL type
 * @param file the SQL file's name, for messages
 * @param sql the statement, with {@code :name} parameters, one array for each key column
 * @param key its key
 * @param routes how changes lead to its documents
 * @param uniqueKeys its unique keys
 * @param shape the document's fields; slot 0 is {@code id}
 * @param hash 12 hexadecimal digits that change with the statement, the routes or the shape; part
 *     of index names and of Redis keys
 */
public record ReadModel(
    String type,
    String file,
    String sql,
    KeyDefinition key,
    List<ChangeRoute> routes,
    List<UniqueKey> uniqueKeys,
    ObjectShape shape,
    String hash) {

  public ReadModel {
    routes = List.copyOf(routes);
    uniqueKeys = List.copyOf(uniqueKeys);
  }

  /** The unique key of this name. */
  public Optional<UniqueKey> uniqueKey(String name) {
    return uniqueKeys.stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
