package io.millrace.write.channel;

import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;

/**
 * One document changed in a store.
 *
 * @param modelHash the hash of the read model's version
 * @param key the document's key
 * @param version the version that the store has now
 * @param operation what became of it
 */
public record ChangeNotice(
    String modelHash, DocumentKey key, DocumentVersion version, Operation operation) {

  /** What became of a document. */
  public enum Operation {
    UPSERT,
    DELETE
  }

  /** The read model's type. */
  public String model() {
    return key.type();
  }
}
