package io.millrace.write.derivation;

import io.millrace.schema.catalog.KeyParameters;
import io.millrace.schema.catalog.NamedStatement;
import io.millrace.schema.key.DocumentKey;
import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Key queries: statements of a read model that turn arrays of values into document keys. The types
 * of their parameters stand nowhere in the read model, so Postgres is asked once for each query.
 */
final class KeyQueries {

  private final Map<String, BoundStatement> statements = new ConcurrentHashMap<>();
  private final Map<String, List<String>> types = new ConcurrentHashMap<>();

  /**
   * The keys that a query finds.
   *
   * @param columns what the values of a row are called, which gives the parameters' names
   */
  Flux<DocumentKey> find(
      Connection connection,
      ModelStatements model,
      String query,
      List<String> columns,
      Collection<? extends List<? extends @Nullable Object>> values) {
    var rows = values.stream().filter(row -> row.stream().allMatch(Objects::nonNull)).toList();
    if (rows.isEmpty()) {
      return Flux.empty();
    }
    return prepared(connection, query)
        .flatMapMany(
            statement ->
                Flux.from(
                        statement.on(connection, arrays(statement, query, columns, rows)).execute())
                    .concatMap(result -> result.map((row, _) -> model.keyByPlace(row))));
  }

  private Map<String, Object> arrays(
      BoundStatement statement,
      String query,
      List<String> columns,
      List<? extends List<? extends @Nullable Object>> rows) {
    var arrays = new HashMap<String, Object>();
    var parameterTypes = Objects.requireNonNull(types.get(query));
    for (int i = 0; i < statement.parameters().size(); i++) {
      int column = KeyParameters.namesFor(columns).indexOf(statement.parameters().get(i));
      var values = new ArrayList<Object>(rows.size());
      for (var row : rows) {
        values.add(Objects.requireNonNull(row.get(column)));
      }
      arrays.put(statement.parameters().get(i), SqlArray.of(parameterTypes.get(i), values));
    }
    return arrays;
  }

  private Mono<BoundStatement> prepared(Connection connection, String query) {
    var known = statements.get(query);
    return known != null
        ? Mono.just(known)
        : learnTypes(connection, query)
            .map(
                learned -> {
                  var names = NamedStatement.parse(query).parameters();
                  var statement =
                      BoundStatement.of(query, name -> learned.get(names.indexOf(name)));
                  types.put(query, learned);
                  statements.put(query, statement);
                  return statement;
                });
  }

  /**
   * Asks Postgres what it takes the parameters for, by preparing the query without types. The
   * driver would bind parameters that it finds in a text; so the text is inside a block.
   */
  private static Mono<List<String>> learnTypes(Connection connection, String query) {
    var statement =
        """
        do $millrace_block$ begin
          execute $millrace_query$prepare millrace_key_query as %s$millrace_query$;
        end $millrace_block$;
        select parameter_types::text[] from pg_prepared_statements
          where name = 'millrace_key_query';
        deallocate millrace_key_query"""
            .formatted(NamedStatement.parse(query).sql());
    return Flux.from(connection.createStatement(statement).execute())
        .concatMap(
            result -> result.map((row, _) -> Objects.requireNonNull(row.get(0, String[].class))))
        .single()
        .map(arrayTypes -> Arrays.stream(arrayTypes).map(KeyQueries::elementType).toList());
  }

  private static String elementType(String arrayType) {
    if (!arrayType.endsWith("[]")) {
      throw new IllegalArgumentException(
          "A key query's parameters are arrays, as in '= any(:keys)'; one is of type " + arrayType);
    }
    return arrayType.substring(0, arrayType.length() - 2);
  }
}
