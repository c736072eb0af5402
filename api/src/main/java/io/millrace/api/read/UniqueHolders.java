package io.millrace.api.read;

import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.document.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Tells by the documents themselves which of them holds a value of a unique key: an entry or a
 * query can name a document that has lost the value since.
 */
final class UniqueHolders {

  private UniqueHolders() {}

  /** The holders among the documents of those values that one of them holds. */
  static Map<UniqueValue, Document> of(
      Catalog catalog, Collection<UniqueValue> values, Collection<Optional<Document>> documents) {
    var asked = new HashSet<>(values);
    var holders = new HashMap<UniqueValue, Document>();
    for (var candidate : documents) {
      candidate.ifPresent(
          document ->
              catalog.readModel(document.key().type()).uniqueKeys().stream()
                  .flatMap(key -> valueOf(document, key).stream())
                  .filter(asked::contains)
                  .forEach(value -> holders.put(value, document)));
    }
    return holders;
  }

  /** The document's value of a unique key; none where a field of it is null. */
  private static Optional<UniqueValue> valueOf(Document document, UniqueKey key) {
    var values = new ArrayList<String>();
    for (var field : key.fields()) {
      var value = document.value(field);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value.toString());
    }
    return Optional.of(new UniqueValue(document.key().type(), key.name(), values));
  }
}
