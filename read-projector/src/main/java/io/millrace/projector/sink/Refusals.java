package io.millrace.projector.sink;

import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;

/**
 * Judges why a store kept what it has. A later derivation of ours that came first is how it should
 * be; a version from an epoch that Postgres has not reached never is.
 */
final class Refusals {

  private final String store;
  private final EpochLimit epochs;

  Refusals(String store, EpochLimit epochs) {
    this.store = store;
    this.epochs = epochs;
  }

  /**
   * Takes note that a store holds {@code stored}, which is higher than {@code ours}.
   *
   * @throws StoreAheadException when it can't have come from this database
   */
  void judge(DocumentKey key, DocumentVersion stored, DocumentVersion ours) {
    if (stored.epoch() <= ours.epoch()) {
      return;
    }
    long reached = epochs.current();
    if (stored.epoch() > reached) {
      throw new StoreAheadException(store, key, stored, reached);
    }
  }
}
