package io.millrace.schema.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a changed row leads to document keys, a line {@code changed by:} of a read model's SQL.
 *
 * @param table the changed table
 * @param columns the columns of the changed row, in both its images, that give the key (or the
 *     query's parameter)
 * @param keyQuery turns the columns' values ({@code :keys}) into document keys; null where the
 *     values are the keys themselves
 * @param line the line's number in its file
 */
public record ChangeRoute(String table, List<String> columns, @Nullable String keyQuery, int line) {

  public ChangeRoute {
    columns = List.copyOf(columns);
  }
}
