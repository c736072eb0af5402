package io.millrace.projector.route;

/**
 * Takes routed keys in the order of the changes. In one process that is the projection; a router of
 * its own would write them to a partitioned topic instead.
 */
@FunctionalInterface
public interface KeyConsumer {

  /**
   * Takes keys; may return before their documents are durable, and blocks for back-pressure.
   *
   * @throws InterruptedException when the projector stops while this blocks
   */
  void accept(RoutedKeys keys) throws InterruptedException;
}
