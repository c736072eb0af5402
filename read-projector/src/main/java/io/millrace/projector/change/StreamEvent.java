package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;

/** What the engine's records say, in the order of commits. */
sealed interface StreamEvent {

  /** A change of the transaction that is being received. */
  record Row(RowChange change) implements StreamEvent {}

  /** The end of a transaction, at the end of its commit record. */
  record TransactionEnd(WalPosition position) implements StreamEvent {}

  /** A marker between two transactions. */
  record MarkerSeen(Marker marker) implements StreamEvent {}

  /** Begins and transactional messages, which say nothing to us. */
  record Ignored() implements StreamEvent {}
}
