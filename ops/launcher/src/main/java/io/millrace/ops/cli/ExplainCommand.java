package io.millrace.ops.cli;

import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.status.ReadModelExplanation;
import java.sql.DriverManager;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a read model. */
@Command(
    name = "explain",
    description = "Prints a read model's keys, routes, mapping and SQL plan.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "TYPE", description = "The read model's GraphQL type.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String type;

  @Override
  public Integer call() throws Exception {
    var catalog = Running.catalog();
    var model =
        catalog
            .find(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no read model %s; there are %s"
                            .formatted(type, String.join(", ", catalog.readModels().keySet()))));
    var addresses = Running.addresses();
    var database = DatabaseAddress.parse(addresses.postgres());
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      var explanation = new ReadModelExplanation(model, addresses.stream().names());
      spec.commandLine().getOut().println(explanation.text(connection));
    }
    return 0;
  }
}
