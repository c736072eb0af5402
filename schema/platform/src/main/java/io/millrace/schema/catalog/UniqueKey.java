package io.millrace.schema.catalog;

import java.util.List;

/**
 * A unique key of a read model.
 *
 * @param name the key's name: its only field's, or the one that its fields' {@code @unique} share
 * @param fields the document's fields that form it
 * @param keyQuery finds document keys by values of the fields ({@code :keys}), for lookups that
 *     miss
 */
public record UniqueKey(String name, List<String> fields, String keyQuery) {

  public UniqueKey {
    fields = List.copyOf(fields);
  }
}
