package io.millrace.ops.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An application that is started again when it dies, at growing intervals. One that halted is not:
 * it has said what must be done first, and would only halt again; the command that does it holds
 * the application, and lets it start afterwards.
 */
final class KeptRunning implements AutoCloseable {

  /** How an application ends that has halted for good; the projector's contract. */
  private static final int HALTED = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK_PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Starts the application's process. */
  @FunctionalInterface
  interface Start {
    ApplicationProcess start() throws IOException;
  }

  private final Start start;
  private final Path holdFile;
  private final Consumer<String> out;
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("restarts").unstarted(work));
  private ApplicationProcess process;
  private Duration pause = FIRST_PAUSE;
  private boolean held;
  private boolean closed;

  /**
   * Starts the application.
   *
   * @param holdFile while a command names itself in it, the application does not run
   * @param out is told when it dies
   */
  KeptRunning(Start start, Path holdFile, Consumer<String> out) throws IOException {
    this.start = start;
    this.holdFile = holdFile;
    this.out = out;
    ApplicationHold.answer(holdFile, false);
    this.process = start.start();
    watch(process);
    restarts.scheduleWithFixedDelay(
        this::look, LOOK_PAUSE.toMillis(), LOOK_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until the application that was started first is ready. */
  void awaitReady(Duration limit) throws InterruptedException {
    current().awaitReady(limit);
  }

  /** Waits until the application that was started first answers, ready or not. */
  void awaitAlive(Duration limit) throws InterruptedException {
    current().awaitAlive(limit);
  }

  /**
   * Waits until the projector in it has filled the stores once; false when it ends instead, or that
   * takes longer.
   */
  boolean becomesFilled(Duration limit) throws InterruptedException {
    return current().becomesFilled(limit);
  }

  private synchronized ApplicationProcess current() {
    return process;
  }

  private void watch(ApplicationProcess running) {
    running.handle().onExit().thenRun(() -> ended(running));
  }

  private synchronized void ended(ApplicationProcess running) {
    if (closed || held) {
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

  /** Stops the application for a command, or starts it when the command is done. */
  private void look() {
    boolean wanted = ApplicationHold.wanted(holdFile);
    ApplicationProcess running;
    synchronized (this) {
      if (closed || wanted == held) {
        return;
      }
      held = wanted;
      running = process;
    }
    try {
      if (wanted) {
        running.close();
        ApplicationHold.answer(holdFile, true);
      } else {
        ApplicationHold.answer(holdFile, false);
        restart();
      }
    } catch (IOException failure) {
      out.accept("a command can't be answered: " + failure);
    }
  }

  private synchronized void restart() {
    // A command's release and a restart that was due anyway may both come here.
    if (closed || held || process.handle().isAlive()) {
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
