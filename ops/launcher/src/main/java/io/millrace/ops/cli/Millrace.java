package io.millrace.ops.cli;

import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.run.ApplicationFailedException;
import io.millrace.ops.stack.StackException;
import io.millrace.schema.catalog.SchemaProblemsException;
import java.sql.SQLException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./millrace}: everything that is done with Millrace on one machine. */
@Command(
    name = "millrace",
    mixinStandardHelpOptions = true,
    description = "A GraphQL API platform: commands are code, queries are schema.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      ResetCommand.class,
      MigrateCommand.class,
      RebuildCommand.class,
      StatusCommand.class,
      ExplainCommand.class,
      BenchCommand.class,
      NewCommand.class,
      PublishOperationsCommand.class,
      SwitchCommand.class,
      SchemaCommand.class,
      TokenCommand.class,
      AttackCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "The launcher itself knows two more: './millrace build' builds, './millrace test' runs every"
          + " test."
    })
public final class Millrace implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /**
   * Runs one command and exits with its code: 0 done, 1 failed, 2 misused.
   *
   * @param arguments the command's name and its own arguments
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    var millrace = new CommandLine(new Millrace());
    var up = Objects.requireNonNull(millrace.getSubcommands().get("up"));
    UpCommand.nameDemoOption(up.getCommandSpec());
    var token = Objects.requireNonNull(millrace.getSubcommands().get("token"));
    TokenCommand.addRoles(token.getCommandSpec());
    LauncherExtension.all().stream()
        .flatMap(extension -> extension.commands().stream())
        .forEach(millrace::addSubcommand);
    return millrace.setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line));
  }

  /** Failures that a person can do something about are a sentence; all others keep their trace. */
  private static int report(Exception failure, CommandLine line) throws Exception {
    switch (failure) {
      case StackException _,
          ApplicationFailedException _,
          SchemaProblemsException _,
          IllegalArgumentException _ ->
          line.getErr().println("millrace: " + failure.getMessage());
      case SQLException refused ->
          line.getErr().println("millrace: Postgres: " + refused.getMessage());
      default -> throw failure;
    }
    return 1;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
