package io.millrace.ops.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Ending processes. {@link ProcessHandle} knows SIGTERM and SIGKILL only, and Postgres stops fast
 * on SIGINT.
 */
final class Signals {

  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(5);

  private Signals() {}

  /**
   * Sends a signal and waits; kills the process where it does not end within the limit.
   *
   * @return whether it ended without being killed
   */
  static boolean end(ProcessHandle process, String signal, Duration limit) {
    send(process.pid(), signal);
    if (awaitExit(process, limit)) {
      return true;
    }
    kill(process);
    return false;
  }

  /** Kills a process and its descendants, and waits until all are gone. */
  static void kill(ProcessHandle process) {
    // Read before the kill: orphans can't be found by their parent.
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    awaitExit(process, KILL_LIMIT);
    descendants.forEach(descendant -> awaitExit(descendant, KILL_LIMIT));
  }

  /**
   * Polls, since {@link ProcessHandle#onExit()} looks at processes that are no children of ours
   * only every few seconds.
   */
  private static boolean awaitExit(ProcessHandle process, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (process.isAlive() && !isZombie(process.pid())) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /**
   * In a container the first process may never bury the orphans that it inherits. A process whose
   * first thread has ended looks like a zombie too, and a JVM is in that state while it shuts down:
   * only one without other threads is dead.
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

  private static void send(long pid, String signal) {
    try {
      // The shell's own kill: small images lack the program of that name.
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException failure) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }
}
