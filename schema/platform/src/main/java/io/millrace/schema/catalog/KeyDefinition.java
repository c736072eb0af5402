package io.millrace.schema.catalog;

import java.util.List;

/**
 * The key of a read model, its SQL's line {@code key: id bigint of product(id)}.
 *
 * @param columns the statement's key columns, bound as one typed array each
 * @param rootTable the table that a backfill walks, schema-qualified where the line is
 * @param rootColumns the root table's columns that the key columns come from
 */
public record KeyDefinition(List<KeyColumn> columns, String rootTable, List<String> rootColumns) {

  public KeyDefinition {
    columns = List.copyOf(columns);
    rootColumns = List.copyOf(rootColumns);
  }

  /**
   * A key column.
   *
   * @param name its name in the statement's result
   * @param parameter the name of the array parameter that it is bound to: the name with an {@code
   *     s}
   * @param sqlType its Postgres type, such as {@code bigint}
   */
  public record KeyColumn(String name, String parameter, String sqlType) {}
}
