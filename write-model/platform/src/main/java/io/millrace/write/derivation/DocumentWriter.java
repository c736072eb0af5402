package io.millrace.write.derivation;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;

/** Turns a statement's {@code document} into the document's canonical bytes. */
@FunctionalInterface
public interface DocumentWriter {

  /**
   * The canonical bytes.
   *
   * @param json the JSON text in UTF-8 as Postgres gives it
   * @throws RuntimeException when the JSON does not fit the model's shape
   */
  byte[] write(ReadModel model, DocumentKey key, byte[] json);
}
