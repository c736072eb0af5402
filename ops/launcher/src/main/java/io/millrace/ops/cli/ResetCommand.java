package io.millrace.ops.cli;

import io.millrace.ops.run.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Forgets everything. */
@Command(
    name = "reset",
    description = "Stops what runs and deletes all local data.",
    mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var workspace = Workspace.locate();
    var out = spec.commandLine().getOut();
    if (!DownCommand.stop(workspace, out)) {
      return 1;
    }
    if (Files.isDirectory(workspace.home())) {
      delete(workspace.home());
    }
    out.printf("Deleted %s.%n", workspace.home());
    return 0;
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                }
              });
    }
  }
}
