package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;

/**
 * What a change source is doing.
 *
 * @param phase where it is in its life
 * @param engines the engines started so far; each after the first replays from the slot
 * @param handedOver the end of the last batch given to the consumer
 * @param acknowledged the end of the longest prefix of acknowledged batches
 * @param released how far the slot was told to move
 */
public record ChangeSourceState(
    Phase phase,
    int engines,
    WalPosition handedOver,
    WalPosition acknowledged,
    WalPosition released) {

  /** A phase of a source's life. */
  public enum Phase {
    /** Not running yet. */
    IDLE,
    /** Looking for the slot, starting an engine, waiting for the nonce. */
    CONNECTING,
    /** The slot is proven to be ours and unbroken; acknowledgements move it. */
    STREAMING,
    /** Waiting before the next engine, after a lost connection. */
    BACKING_OFF,
    /** Closed, or ended by an exception. */
    CLOSED
  }
}
