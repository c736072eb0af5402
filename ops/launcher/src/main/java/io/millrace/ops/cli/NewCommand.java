package io.millrace.ops.cli;

import io.millrace.ops.project.NewProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a project of one's own. */
@Command(
    name = "new",
    description = {
      "Writes a project with a domain of your own: schema, read model, table, command, test.",
      "It builds, runs and passes its test as it is."
    },
    mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A new folder, or an empty one.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path folder;

  @Option(
      names = "--package",
      paramLabel = "P",
      description = "The Java package and Maven group (default: com.example and the name).")
  private @Nullable String packageName;

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "The Maven artifact's name (default: the folder's).")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    var project =
        NewProject.in(folder, Optional.ofNullable(name), Optional.ofNullable(packageName));
    project.write();
    var out = spec.commandLine().getOut();
    out.printf(
        """
        The project %s is in %s. Next:

          cd %s
          ./millrace up     # builds and runs it
          ./millrace test   # runs its test

        Its README.md says what is where.
        """,
        project.name(), project.folder(), folder);
    out.flush();
    return 0;
  }
}
