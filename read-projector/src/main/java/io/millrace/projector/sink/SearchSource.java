package io.millrace.projector.sink;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;

/** What Elasticsearch is given to index of a document. */
@FunctionalInterface
public interface SearchSource {

  /** The JSON to index, in UTF-8 and without a line break. */
  byte[] of(ReadModel model, DocumentKey key, byte[] document);
}
