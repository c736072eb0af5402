package io.millrace.projector.change;

/**
 * Follows a database's changes from where its slot stands, and never loses one.
 *
 * <p>What was handed over and not acknowledged comes again, in whole transactions, after a lost
 * connection or a restart; so does what was acknowledged within the last {@code
 * millrace.projector.acknowledge-behind}. A consumer's work must therefore be idempotent.
 */
public interface ChangeSource extends AutoCloseable {

  /**
   * Hands over batches, on one thread and in commit order, until {@link #close} is called. Lost
   * connections are survived inside: the epoch is raised and a new engine begins at the slot.
   *
   * @throws io.millrace.projector.slot.SlotLostException when changes may be missing for ever
   * @throws io.millrace.projector.slot.SlotHeldException when another projector has the slot
   * @throws ChangeSourceFailedException when the consumer failed, with its exception as the cause
   * @throws InterruptedException when the thread is interrupted; the source is then closed
   */
  void run(ChangeConsumer consumer) throws InterruptedException;

  /** The state of the source, for health and metrics. */
  ChangeSourceState state();

  /**
   * Ends {@link #run} and leaves the slot for the next owner. What was acknowledged before is
   * confirmed as far as {@code acknowledge-behind} lets it. Idempotent; any thread may call it.
   */
  @Override
  void close();
}
