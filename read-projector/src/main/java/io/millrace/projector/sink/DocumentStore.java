package io.millrace.projector.sink;

import io.millrace.write.channel.ReadStore;
import io.millrace.write.derivation.DerivedBatch;
import java.util.List;

/**
 * A store of documents. An implementation MUST never let a lower version of a document overwrite a
 * higher one, whatever the order of calls, and MUST have made durable what it was given when a call
 * returns: the slot moves on the strength of it. Calls come from one thread.
 */
public interface DocumentStore {

  /** Which store it is. */
  ReadStore name();

  /**
   * Writes batches, in their order: present documents, and the absence of those that are gone.
   * Several at once cost a store less than one by one.
   *
   * @throws StoreAwayException when nothing or only a part was written and the same call may
   *     succeed later
   * @throws StoreAheadException when a document was refused for a version that can't be ours
   * @throws PoisonDocumentException when a document can never be written
   */
  void write(List<DerivedBatch> batches);

  /**
   * Makes everything written before this call visible to readers.
   *
   * @throws StoreAwayException as {@link #write} does
   */
  void makeVisible();
}
