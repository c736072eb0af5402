package io.millrace.projector.sink;

import io.millrace.projector.slot.ProjectorHaltException;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;

/**
 * A store holds a version of an epoch that Postgres has not reached: the database was restored to
 * an earlier state, or the store belongs to another one. Taking that for "already newer" would
 * freeze the document.
 */
public final class StoreAheadException extends ProjectorHaltException {

  private static final long serialVersionUID = 1L;

  StoreAheadException(String store, DocumentKey key, DocumentVersion stored, long epoch) {
    super(
        "%s holds %s %s in version %s, but Postgres has only reached epoch %d."
            .formatted(store, key.type(), key.text(), stored, epoch),
        "./millrace rebuild --all");
  }
}
