package io.millrace.ops.cli;

import io.millrace.ops.operations.OperationManifest;
import io.millrace.ops.operations.OperationPublication;
import io.millrace.ops.run.DatabaseAddress;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes the documents that a client's build has written. */
@Command(
    name = "publish-operations",
    description =
        "Publishes a client's documents, from Apollo's manifest or a JSON object of ids and texts;"
            + " in the mode trusted-only nothing else runs.",
    mixinStandardHelpOptions = true)
final class PublishOperationsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The manifest.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description =
          "Whose documents they are: the client of its tokens, or what it says in the header"
              + " apollographql-client-name (default \"default\", those that say nothing).",
      defaultValue = "default")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String client;

  @Override
  public Integer call() throws Exception {
    var manifest = OperationManifest.read(file);
    var database = DatabaseAddress.parse(Running.addresses().postgres());
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      var report =
          new OperationPublication(Running.catalog(), connection).publish(client, manifest);
      var out = spec.commandLine().getOut();
      if (report.problems().isEmpty()) {
        out.printf(
            "%d document(s) published for the client %s; %d had been before.%n",
            report.published(), client, report.known());
        return 0;
      }
      report.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
      spec.commandLine()
          .getErr()
          .printf("Nothing was published: %d problem(s).%n", report.problems().size());
      return 1;
    }
  }
}
