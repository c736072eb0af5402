package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A server's process, in a session of its own, with its output in a file. */
final class ServerProcess {

  private static final long POLL_MILLIS = 5;
  private static final long MAX_LOG_BYTES = 10 << 20;
  private static final int LINES_IN_MESSAGE = 12;

  private final Process process;
  private final Path log;
  private final long logStart;

  private ServerProcess(Process process, Path log, long logStart) {
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts a command and records it.
   *
   * @param record where {@link ProcessRecord} is written
   */
  static ServerProcess start(List<String> command, Path log, Path record) throws IOException {
    Files.createDirectories(log.getParent());
    if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    List<String> words = new ArrayList<>(ownSession());
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // A developer's own options must not reach our servers.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    ProcessRecord.write(record, process.toHandle());
    return new ServerProcess(process, log, logStart);
  }

  /**
   * A terminal's Ctrl-C goes to the whole foreground process group. In a session of their own the
   * servers don't hear it and are stopped in order, after those who use them. Both commands replace
   * themselves, so the process id stays.
   */
  private static List<String> ownSession() {
    if (Platform.hasCommand("setsid")) {
      return List.of("setsid");
    }
    if (Platform.hasCommand("perl")) {
      return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV");
    }
    return List.of();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until the server answers.
   *
   * @throws TimeoutException where it does not within the limit
   * @throws StackException where it ends instead; the message holds the end of its log
   */
  void await(String server, BooleanSupplier answers, Duration limit)
      throws TimeoutException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!answers.getAsBoolean()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new StackException(
            "%s ended while it started (exit code %d). The end of %s:%n%s"
                .formatted(server, process.exitValue(), log, logTail()));
      }
      if (System.nanoTime() > end) {
        throw new TimeoutException(
            "%s did not answer within %d s. The end of %s:%n%s"
                .formatted(server, limit.toSeconds(), log, logTail()));
      }
    }
  }

  /** What the server has written since this start. */
  String log() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) Math.min(logStart, all.length);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "(unreadable: " + unreadable + ")";
    }
  }

  private String logTail() {
    List<String> lines = log().lines().toList();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size()));
  }

  /**
   * Asks the server to end, and kills it where it does not within the limit; true where it ended by
   * itself.
   */
  boolean stop(String signal, Duration limit) {
    return Signals.end(process.toHandle(), signal, limit);
  }

  /** SIGKILL for the server and all of its children, as when the machine dies. */
  void kill() {
    Signals.kill(process.toHandle());
  }
}
