package io.millrace.ops.cli;

import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code up} in a process of its own, which goes on when this one has returned. Its output goes to
 * a log, which is shown here until the first query can be answered.
 */
final class DetachedRun {

  private final Workspace workspace;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final PrintWriter out;

  /**
   * A run in the background.
   *
   * @param arguments the launcher's arguments that start it in the foreground
   * @param environment its environment variables; addresses with passwords are better there
   */
  DetachedRun(
      Workspace workspace,
      List<String> arguments,
      Map<String, String> environment,
      PrintWriter out) {
    this.workspace = workspace;
    this.arguments = arguments;
    this.environment = environment;
    this.out = out;
  }

  int start() throws IOException, InterruptedException {
    var log = workspace.log("up");
    Files.createDirectories(log.getParent());
    var builder = new ProcessBuilder(command());
    builder.environment().putAll(environment);
    var process =
        builder
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (var output = new RandomAccessFile(log.toFile(), "r")) {
      while (process.isAlive()) {
        show(output);
        if (addresses(process).isPresent()) {
          out.println("Millrace goes on in the background; ./millrace down stops it.");
          return 0;
        }
        Thread.sleep(50);
      }
      show(output);
    }
    return process.exitValue() == 0 ? 1 : process.exitValue();
  }

  private Optional<Addresses> addresses(Process process) {
    return Addresses.read(workspace.addressesFile())
        .filter(addresses -> addresses.supervisor() == process.pid());
  }

  /** This process's own command with other arguments. */
  private List<String> command() {
    var words = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // Out of the terminal's session: neither Ctrl-C nor closing the window reaches it.
      words.add("/usr/bin/setsid");
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Millrace.class.getName());
    words.addAll(arguments);
    return words;
  }

  private void show(RandomAccessFile output) throws IOException {
    long unread = output.length() - output.getFilePointer();
    if (unread > 0) {
      var bytes = new byte[(int) unread];
      output.readFully(bytes);
      out.print(new String(bytes, StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
