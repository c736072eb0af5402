package io.millrace.projector.backfill;

import java.util.ArrayDeque;

/**
 * Runs what follows on portions in the order in which the portions were begun, whichever is
 * finished first: progress that is recorded must not claim an earlier portion that is still under
 * way.
 */
final class InOrder {

  private final ArrayDeque<Step> steps = new ArrayDeque<>();

  /** What says that a portion is finished. */
  synchronized Runnable then(Runnable action) {
    var step = new Step(action);
    steps.add(step);
    return () -> finish(step);
  }

  /** Waits until every portion is finished. */
  synchronized void await() throws InterruptedException {
    while (!steps.isEmpty()) {
      wait();
    }
  }

  private synchronized void finish(Step step) {
    step.finished = true;
    while (!steps.isEmpty() && steps.getFirst().finished) {
      steps.removeFirst().action.run();
    }
    notifyAll();
  }

  private static final class Step {
    private final Runnable action;
    private boolean finished;

    private Step(Runnable action) {
      this.action = action;
    }
  }
}
