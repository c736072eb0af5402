package io.millrace.ops.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A launcher in a JVM of its own, to be killed or interrupted as from a terminal. */
final class LauncherProcess implements AutoCloseable {

  private static final int SIGINT = 2;

  private final Process process;
  private final BufferedReader output;

  private LauncherProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** Starts a stack there and returns when it answers. */
  static LauncherProcess open(Path folder) throws IOException {
    LauncherProcess launcher =
        new LauncherProcess(
            new ProcessBuilder(
                    List.of(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start());
    launcher.readUntil("UP");
    return launcher;
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end, as {@code kill} does; what it says at its end can still be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  void killAtOnce() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * Whether Ctrl-C does anything to a process that is started from here. A shell starts its
   * background jobs with SIGINT ignored, and so are all that they start (POSIX, 2.11).
   */
  static boolean heedsCtrlC() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return true;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .noneMatch(ignored -> (ignored & 1L << (SIGINT - 1)) != 0);
    }
  }

  /**
   * What a terminal does for Ctrl-C: SIGINT to the whole process group, which is this session's.
   */
  void pressCtrlC() throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT -" + pid()).start().waitFor();
  }

  /** Reads on to a line that begins with the word, and gives it. */
  String readUntil(String word) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(word)) {
        return line;
      }
      read.append(line).append('\n');
    }
    throw new IOException("The launcher ended without " + word + ":\n" + read);
  }

  @Override
  public void close() {
    killAtOnce();
  }

  /** The launcher's main class. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      LocalStack stack =
          LocalStack.open(Settings.in(Path.of(arguments[0])), StackProgress.silent());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack)));
      System.out.println("UP");
      Thread.currentThread().join();
    }

    private static void end(LocalStack stack) {
      boolean all =
          stack.postgres().isRunning()
              && stack.elasticsearch().isRunning()
              && stack.redis().isRunning();
      System.out.println("RUNNING AT THE HOOK " + all);
      stack.close();
      System.out.println("CLOSED");
    }
  }
}
