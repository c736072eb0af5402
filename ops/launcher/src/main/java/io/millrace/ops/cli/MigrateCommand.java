package io.millrace.ops.cli;

import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.run.Preparation;
import io.millrace.ops.run.Settings;
import io.millrace.ops.run.Stores;
import io.millrace.ops.run.Workspace;
import io.millrace.write.StreamProperties;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Migrates alone: the only command that runs DDL, besides {@code up}. */
@Command(
    name = "migrate",
    description = "Migrates the database that is up, or the one that MILLRACE_POSTGRES_URL names.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var report =
        Addresses.read(Workspace.locate().addressesFile())
            .map(running -> preparation(running.postgres(), running.stream()))
            .orElseGet(() -> preparation(System.getenv()))
            .migrate();
    spec.commandLine()
        .getOut()
        .printf(
            "%d script(s) of the platform and %d of the domain ran; %d tables are followed.%n",
            report.platformScripts(), report.domainScripts(), report.published().size());
    return 0;
  }

  private static Preparation preparation(Map<String, String> environment) {
    return preparation(Stores.postgresOf(environment), Settings.stream(environment));
  }

  private static Preparation preparation(String postgres, StreamProperties stream) {
    return new Preparation(DatabaseAddress.parse(postgres), stream);
  }
}
