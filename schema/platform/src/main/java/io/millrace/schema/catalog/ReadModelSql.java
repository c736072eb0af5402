package io.millrace.schema.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read model's SQL file, taken apart. What was missing or malformed is null or left out, and
 * reported.
 *
 * @param file the file's name
 * @param type the type that the file's name gives
 * @param typeLine the line that names the type
 * @param key the key
 * @param routes the lines {@code changed by:}
 * @param uniques the lines {@code unique:}
 * @param statement the statement, without header and final semicolon
 * @param statementLine the line at which the statement's text begins
 */
record ReadModelSql(
    String file,
    String type,
    int typeLine,
    @Nullable KeyDefinition key,
    List<ChangeRoute> routes,
    List<UniqueLine> uniques,
    String statement,
    int statementLine) {

  /**
   * A line {@code unique:}.
   *
   * @param name the key's name
   * @param query finds document keys by its values
   * @param line the line's number
   */
  record UniqueLine(String name, String query, int line) {}
}
