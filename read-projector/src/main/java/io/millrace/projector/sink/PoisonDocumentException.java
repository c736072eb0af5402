package io.millrace.projector.sink;

import io.millrace.projector.slot.ProjectorHaltException;
import io.millrace.schema.key.DocumentKey;

/** A store refuses a document for what is in it; no retry would help. */
public final class PoisonDocumentException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  PoisonDocumentException(String store, DocumentKey key, String refusal) {
    super(
        "%s refuses %s %s: %s.".formatted(store, key.type(), key.text(), refusal),
        "correct the row or the read model, then start the projector again;"
            + " it takes up where it stopped");
  }
}
