package io.millrace.ops.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Whether a process that need not be a child of ours still runs. {@link ProcessHandle#isAlive} is
 * not enough: in a container the first process may never bury the orphans that it inherits, and a
 * dead process that nobody buries is "alive" for ever.
 */
public final class Liveness {

  private static final Duration POLL = Duration.ofMillis(5);

  private Liveness() {}

  /** Whether the process still does anything; a dead one that nobody has buried does not. */
  public static boolean runs(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  /**
   * Waits until the process does nothing any more; false where the limit passes first, or the
   * thread is interrupted. Polls, since {@link ProcessHandle#onExit()} looks at processes that are
   * no children of ours only every few seconds.
   */
  public static boolean awaitEnd(ProcessHandle process, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (runs(process)) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /**
   * A process whose first thread has ended looks like a zombie too, and a JVM is in that state
   * while it shuts down: only one without other threads is dead.
   */
  private static boolean isZombie(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      String status = Files.readString(process.resolve("stat"));
      return status.startsWith(") Z", status.lastIndexOf(')')) && threads.count() <= 1;
    } catch (IOException | UncheckedIOException noLinuxOrGone) {
      return false;
    }
  }
}
