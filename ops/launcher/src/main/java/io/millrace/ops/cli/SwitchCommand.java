package io.millrace.ops.cli;

import io.millrace.ops.run.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Turns operations, clients and subjects off and on while everything runs. */
@Command(
    name = "switch",
    description =
        "Turns an operation, a client or a subject off or on, on all nodes within seconds;"
            + " 'switch list' shows what is off.",
    mixinStandardHelpOptions = true)
final class SwitchCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** What is meant. */
  static final class What {

    @Option(
        names = "--operation",
        paramLabel = "NAME",
        description = "An operation's name, or the SHA-256 of its document.")
    private @Nullable String operation;

    @Option(
        names = "--client",
        paramLabel = "NAME",
        description = "The client that tokens name, or address:IP for those who show none.")
    private @Nullable String client;

    @Option(names = "--subject", paramLabel = "NAME", description = "The user that tokens name.")
    private @Nullable String subject;

    private String kind() {
      return operation != null ? "operation" : client != null ? "client" : "subject";
    }

    private String name() {
      return String.valueOf(operation != null ? operation : client != null ? client : subject);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "off, on or list?");
  }

  /** Turns something off. */
  @Command(name = "off", description = "Turns one off.", mixinStandardHelpOptions = true)
  int off(
      @ArgGroup(multiplicity = "1") What what,
      @Option(names = "--reason", required = true, description = "Why, for those who find it off.")
          String reason)
      throws SQLException {
    return change(
        """
        insert into millrace.switched_off (kind, name, reason, who) values (?, ?, ?, ?)
        on conflict (kind, name) do update set reason = excluded.reason, who = excluded.who
        """,
        "off",
        what,
        reason,
        System.getProperty("user.name"));
  }

  /** Turns something on again. */
  @Command(name = "on", description = "Turns one on again.", mixinStandardHelpOptions = true)
  int on(@ArgGroup(multiplicity = "1") What what) throws SQLException {
    return change("delete from millrace.switched_off where kind = ? and name = ?", "on", what);
  }

  /** Shows what is off. */
  @Command(
      name = "list",
      description = "Shows what is off, since when, by whom and why.",
      mixinStandardHelpOptions = true)
  int list() throws SQLException {
    var out = spec.commandLine().getOut();
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select kind, name, since, who, reason from millrace.switched_off order by since")) {
      int count = 0;
      for (; rows.next(); count++) {
        out.printf(
            "%-9s  %s  since %s by %s: %s%n",
            rows.getString("kind"),
            rows.getString("name"),
            rows.getObject("since", OffsetDateTime.class),
            rows.getString("who"),
            rows.getString("reason"));
      }
      if (count == 0) {
        out.println("Nothing is off.");
      }
    }
    return 0;
  }

  private int change(String sql, String state, What what, String... more) throws SQLException {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, what.kind());
      statement.setString(2, what.name());
      for (int at = 0; at < more.length; at++) {
        statement.setString(at + 3, more[at]);
      }
      int changed = statement.executeUpdate();
      var out = spec.commandLine().getOut();
      if (changed == 0) {
        out.printf("The %s %s was not off.%n", what.kind(), what.name());
      } else {
        out.printf("The %s %s is %s within seconds.%n", what.kind(), what.name(), state);
      }
    }
    return 0;
  }

  private static Connection connect() throws SQLException {
    var database = DatabaseAddress.parse(Running.addresses().postgres());
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
