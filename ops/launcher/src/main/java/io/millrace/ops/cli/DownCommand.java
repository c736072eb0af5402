package io.millrace.ops.cli;

import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.Workspace;
import io.millrace.ops.stack.Liveness;
import io.millrace.ops.stack.LocalStack;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops a run that another process supervises. */
@Command(
    name = "down",
    description = "Stops what ./millrace up started; the data stays.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return stop(Workspace.locate(), spec.commandLine().getOut()) ? 0 : 1;
  }

  /** Stops the run of this workspace where there is one; false where it does not end in time. */
  static boolean stop(Workspace workspace, PrintWriter out) {
    var supervisor =
        Addresses.read(workspace.addressesFile())
            .map(Addresses::supervisor)
            .or(() -> LocalStack.owner(workspace.home()))
            .flatMap(ProcessHandle::of);
    if (supervisor.isEmpty()) {
      out.println("Nothing runs here.");
      return true;
    }
    supervisor.get().destroy();
    if (!Liveness.awaitEnd(supervisor.get(), LIMIT)) {
      out.printf(
          "Process %d has not ended within %d s; look at %s%n",
          supervisor.get().pid(), LIMIT.toSeconds(), workspace.log("up"));
      return false;
    }
    out.println("Stopped.");
    return true;
  }
}
