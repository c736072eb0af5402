package io.millrace.write.derivation;

import io.millrace.schema.catalog.NamedStatement;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A statement whose named array parameters have become numbered ones, each cast to its array type,
 * so that it means the same whatever the driver would call the array.
 *
 * @param sql the statement with {@code $1}, {@code $2}, …
 * @param parameters the parameters' names by number, from {@code $1}
 */
record BoundStatement(String sql, List<String> parameters) {

  static BoundStatement of(String named, UnaryOperator<String> typeOf) {
    var parameters = new ArrayList<String>();
    var sql =
        NamedStatement.render(
            named,
            name -> {
              int index = parameters.indexOf(name);
              if (index < 0) {
                index = parameters.size();
                parameters.add(name);
              }
              return "$" + (index + 1) + "::" + typeOf.apply(name) + "[]";
            });
    return new BoundStatement(sql, List.copyOf(parameters));
  }

  /** The statement, bound to these arrays by parameter name. */
  Statement on(Connection connection, Map<String, Object> arrays) {
    var statement = connection.createStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      var array = arrays.get(parameters.get(i));
      if (array == null) {
        throw new IllegalArgumentException(
            "Nothing is bound to ':%s' in: %s".formatted(parameters.get(i), sql));
      }
      statement.bind(i, array);
    }
    return statement;
  }
}
