package io.millrace.api.read;

import io.millrace.schema.key.DocumentKey;
import java.util.Set;

/** Something whose change would change the answer. */
public sealed interface Dependency {

  /** A document, or its absence. */
  record OnDocument(DocumentKey key) implements Dependency {}

  /** A value of a unique key, whoever holds it. */
  record OnUniqueValue(UniqueValue value) implements Dependency {}

  /**
   * A search.
   *
   * @param type the type of document searched
   * @param fields the fields that it filters, matches or sorts by
   */
  record OnSearch(String type, Set<String> fields) implements Dependency {
    public OnSearch {
      fields = Set.copyOf(fields);
    }
  }
}
