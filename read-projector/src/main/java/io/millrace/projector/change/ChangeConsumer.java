package io.millrace.projector.change;

/** Takes batches of changes in commit order. */
@FunctionalInterface
public interface ChangeConsumer {

  /**
   * Takes a batch. May return before the batch is durable and block for back-pressure; {@link
   * ChangeBatch#acknowledge} is called when it is. The thread is interrupted when the source
   * closes.
   *
   * @throws InterruptedException when the source closes while the consumer blocks
   */
  void accept(ChangeBatch batch) throws InterruptedException;
}
