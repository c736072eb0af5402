package io.millrace.ops.cli;

import io.millrace.api.review.Sender;
import io.millrace.ops.operations.ApiLimits;
import io.millrace.ops.operations.DeclaredVersions;
import io.millrace.ops.operations.OperationManifest;
import io.millrace.ops.operations.OperationPublication;
import io.millrace.ops.run.DatabaseAddress;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Set;
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
            + " in the mode trusted-only nothing else runs. Says what each operation may cost and"
            + " what would fail; nothing is published where something would.",
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

  @Option(
      names = "--api-version",
      paramLabel = "VERSION",
      description =
          "A version of the API that the client's build asks for, such as 2026-11; may be repeated"
              + " (default \"newest\", for a build that names none).",
      defaultValue = DeclaredVersions.NEWEST)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private List<String> versions;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "A scope that the client's tokens hold, where limits depend on it.")
  private List<String> scopes = List.of();

  @Option(
      names = "--over-limits",
      description =
          "Publishes documents too that the API's limits, as they are set here, would refuse.")
  private boolean overLimits;

  @Override
  public Integer call() throws Exception {
    var manifest = OperationManifest.read(file);
    var database = DatabaseAddress.parse(Running.addresses().postgres());
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      var report =
          new OperationPublication(Running.catalog(), ApiLimits.read(), connection)
              .publish(
                  new OperationPublication.Build(
                      new Sender(client, Set.copyOf(scopes)),
                      new DeclaredVersions(versions),
                      overLimits),
                  manifest);
      var out = spec.commandLine().getOut();
      report.prices().forEach(out::println);
      report.notes().forEach(note -> out.println("note: " + note));
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
