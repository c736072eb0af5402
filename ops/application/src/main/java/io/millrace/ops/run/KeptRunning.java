package io.millrace.ops.run;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An application that is started again when it dies, at growing intervals. One that halted is not:
 * it has said what must be done first, and would only halt again.
 */
final class KeptRunning implements AutoCloseable {

  /** How an application ends that has halted for good; the projector's contract. */
  private static final int HALTED = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Starts the application's process. */
  @FunctionalInterface
  interface Start {
    ApplicationProcess start() throws IOException;
  }

  private final Start start;
  private final Consumer<String> out;
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("restarts").unstarted(work));
  private ApplicationProcess process;
  private Duration pause = FIRST_PAUSE;
  private boolean closed;

  /**
   * Starts the application.
   *
   * @param out is told when it dies
   */
  KeptRunning(Start start, Consumer<String> out) throws IOException {
    this.start = start;
    this.out = out;
    this.process = start.start();
    watch(process);
  }

  /** Waits until the application that was started first is ready. */
  void awaitReady(Duration limit) throws InterruptedException {
    current().awaitReady(limit);
  }

  private synchronized ApplicationProcess current() {
    return process;
  }

  private void watch(ApplicationProcess running) {
    running.handle().onExit().thenRun(() -> ended(running));
  }

  private synchronized void ended(ApplicationProcess running) {
    if (closed) {
      return;
    }
    var name = running.application().name();
    if (running.exitCode() == HALTED) {
      out.accept("the " + name + " has halted; ./millrace status says why and what helps");
      return;
    }
    out.accept(
        "the %s has ended with code %d and is started again in %d s%n%s"
            .formatted(name, running.exitCode(), pause.toSeconds(), running.logTail()));
    restarts.schedule(this::restart, pause.toMillis(), TimeUnit.MILLISECONDS);
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
  }

  private synchronized void restart() {
    if (closed) {
      return;
    }
    try {
      process = start.start();
      watch(process);
    } catch (IOException failure) {
      out.accept("it can't be started: " + failure);
    }
  }

  @Override
  public void close() {
    ApplicationProcess last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    restarts.shutdownNow();
    last.close();
  }
}
