package io.millrace.projector.change;

import io.millrace.projector.slot.SlotLostException;
import io.millrace.write.position.WalPosition;

/**
 * Proves that an engine streams from the slot that we looked at. Debezium makes a missing slot anew
 * and says nothing; a slot made after the nonce was written can't bring the nonce. Whatever lies
 * behind the nonce in the log and arrives without it therefore means a lost slot. Replayed markers
 * don't confuse it, since they lie before the nonce.
 */
final class SlotProof {

  private final String slot;
  private final String nonce;
  private final WalPosition position;
  private volatile boolean proven;

  /**
   * A proof that is still to come.
   *
   * @param nonce the content of the marker that was written before the engine started
   * @param position where it was written
   */
  SlotProof(String slot, String nonce, WalPosition position) {
    this.slot = slot;
    this.nonce = nonce;
    this.position = position;
  }

  /** Whether the nonce has arrived. */
  boolean proven() {
    return proven;
  }

  /** Takes note of a marker; true when it is the nonce. */
  boolean observe(Marker marker) {
    if (marker.prefix().equals(MarkerWriter.PREFIX) && marker.content().equals(nonce)) {
      proven = true;
      return true;
    }
    observe(marker.position());
    return false;
  }

  /**
   * Takes note of a commit or marker.
   *
   * @throws SlotLostException when it lies behind the nonce and the nonce has not arrived
   */
  void observe(WalPosition arrived) {
    if (!proven && arrived.compareTo(position) > 0) {
      throw new SlotLostException(
          "Replication slot %s was lost: it brought position %s without the mark written at %s before."
              .formatted(slot, arrived, position));
    }
  }
}
