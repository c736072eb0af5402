package io.millrace.schema.catalog;

import java.util.List;

/**
 * The parameters of a query from values to document keys: {@code :keys} for a single value, one
 * array for each name (the name with an {@code s}) where several belong together.
 */
public final class KeyParameters {

  private KeyParameters() {}

  /** The parameters, without colon, for values of these columns or fields. */
  public static List<String> namesFor(List<String> values) {
    return values.size() == 1
        ? List.of("keys")
        : values.stream().map(value -> value + "s").toList();
  }

  /** The parameters as a statement writes them. */
  static List<String> forValues(List<String> values) {
    return namesFor(values).stream().map(name -> ":" + name).toList();
  }
}
