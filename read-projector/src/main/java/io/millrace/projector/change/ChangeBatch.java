package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;
import java.util.List;
import java.util.Set;

/**
 * Changes to be projected in one snapshot: whole transactions, or a part of one that is larger than
 * {@code millrace.projector.transaction-rows}.
 */
public interface ChangeBatch {

  /** The changed rows in commit order, in each transaction in the order of its statements. */
  List<RowChange> changes();

  /** The markers that lie between the batch's transactions, in the order of the log. */
  List<Marker> markers();

  /**
   * The position up to which every commit and marker has been handed over with this batch. A part
   * of a split transaction that is not the last carries the position of the transaction before it.
   */
  WalPosition end();

  /** The 32-bit transaction ids of the batch; empty when it holds markers only. */
  Set<Long> xids();

  /** Whether no transaction goes on in the next batch. */
  boolean endsTransaction();

  /**
   * Says that the batch is durable in every store. Idempotent; any thread, any order: the slot
   * moves only past the longest prefix of acknowledged batches. Of no effect once the engine that
   * brought the batch is gone: its changes then come again.
   */
  void acknowledge();
}
