package io.millrace.api.read;

import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What Redis keeps of a unique key's value: a stored value whose content is the text of the owner's
 * key, or a tombstone where the value was released.
 */
final class UniqueEntry {

  private UniqueEntry() {}

  /** The owner that an entry names; none where the value was released. */
  static Optional<DocumentKey> owner(String type, byte[] entry) {
    return switch (StoredValue.parse(entry)) {
      case StoredValue.Present(_, var owner) ->
          Optional.of(new DocumentKey(type, new String(owner, StandardCharsets.UTF_8)));
      case StoredValue.Tombstone _, StoredValue.AskPostgres _ -> Optional.empty();
    };
  }
}
