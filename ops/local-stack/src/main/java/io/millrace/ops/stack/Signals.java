package io.millrace.ops.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Ending processes. {@link ProcessHandle} knows SIGTERM and SIGKILL only, and Postgres stops fast
 * on SIGINT.
 */
final class Signals {

  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private Signals() {}

  /**
   * Sends a signal and waits; kills the process where it does not end within the limit.
   *
   * @return whether it ended without being killed
   */
  static boolean end(ProcessHandle process, String signal, Duration limit) {
    send(process.pid(), signal);
    if (Liveness.awaitEnd(process, limit)) {
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
    Liveness.awaitEnd(process, KILL_LIMIT);
    descendants.forEach(descendant -> Liveness.awaitEnd(descendant, KILL_LIMIT));
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
