package io.millrace.ops.cli;

import io.millrace.ops.extension.Benchmark;
import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.identity.DevelopmentIssuer;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.Run;
import io.millrace.ops.run.Settings;
import io.millrace.ops.run.Stores;
import io.millrace.ops.run.Workspace;
import io.millrace.ops.stack.LocalStack;
import io.millrace.ops.stack.PortChoice;
import io.millrace.ops.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A run for a benchmark: in a folder of its own, filled with the domain's generated data, deleted
 * when it has been measured.
 */
final class BenchRun {

  private static final Duration TOKENS_LAST = Duration.ofDays(1);

  private final CommandLine command;
  private final PrintWriter err;
  private final Benchmark benchmark;

  /**
   * @throws ParameterException where the domain has no benchmark
   */
  BenchRun(CommandLine command) {
    this.command = command;
    this.err = command.getErr();
    this.benchmark =
        LauncherExtension.all().stream()
            .flatMap(extension -> extension.benchmark().stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        command,
                        "This domain has no benchmark: its LauncherExtension gives none."));
  }

  /** What is measured in it. */
  @FunctionalInterface
  interface Measuring<T> {
    T measure(Run run, Addresses addresses, KnownCallers callers) throws Exception;
  }

  Benchmark benchmark() {
    return benchmark;
  }

  /** How many of the data's unit there are. */
  int size(@Nullable Integer asked) {
    return asked == null ? benchmark.data().usualSize() : asked;
  }

  /**
   * Starts everything, measures, stops and deletes it.
   *
   * @param settings of the API, as environment variables
   */
  <T> T measured(int size, Map<String, String> settings, Measuring<T> measuring) throws Exception {
    var home = Workspace.locate().home().resolve("bench");
    var workspace = new Workspace(Workspace.locate().dist(), home);
    if (LocalStack.owner(home).isPresent()) {
      throw new ParameterException(
          command, "A benchmark runs already, in the folder %s.".formatted(home));
    }
    delete(home); // of one that was killed
    var manner = new Run.Manner(false, true, false, settings);
    try (var run = new Run(workspace, Settings.stream(Map.of()), manner, err)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(run::close));
      var addresses =
          run.start(
              preparing ->
                  Stores.local(
                      StackSettings.in(home)
                          .withPorts(PortChoice.any(), PortChoice.any(), PortChoice.any()),
                      (server, step) -> say("%s: %s".formatted(server, step)),
                      preparing),
              PortChoice.any(),
              Optional.of(new Run.Filling(benchmark.data(), size)));
      var issuer = DevelopmentIssuer.in(workspace.identity());
      return measuring.measure(run, addresses, new KnownCallers(issuer, TOKENS_LAST));
    } finally {
      delete(home);
    }
  }

  void say(String line) {
    err.println("millrace: " + line);
    err.flush();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      ResetCommand.delete(folder);
    }
  }
}
