package io.millrace.api.read;

import java.util.List;

/**
 * A value of a unique key, as a lookup names it.
 *
 * @param type the type of document
 * @param key the unique key's name
 * @param values the canonical texts of the key's fields, in the key's order
 */
public record UniqueValue(String type, String key, List<String> values) {

  public UniqueValue {
    values = List.copyOf(values);
  }

  /** The unique key that it is a value of. */
  record OfKey(String type, String key) {}

  OfKey ofKey() {
    return new OfKey(type, key);
  }
}
