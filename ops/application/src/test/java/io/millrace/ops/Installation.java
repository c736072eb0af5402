package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.identity.DevelopmentIssuer;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.ops.run.Addresses;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.ops.stack.Liveness;
import io.millrace.ops.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An installation in a folder of its own, used as a person uses it: by the launcher's commands and
 * over HTTP.
 */
final class Installation implements AutoCloseable {

  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(5);
  private static final Duration VISIBLE_LIMIT = Client.VISIBLE_LIMIT;
  private static final Duration TOKENS_LAST = Duration.ofHours(1);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path home;
  private final Map<String, String> environment;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Installation(Path home) {
    this(home, Map.of());
  }

  /**
   * @param environment of everything that it runs, besides the test's own
   */
  Installation(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** What a command printed, and how it ended. */
  record Outcome(int code, String output) {
    Outcome succeeded() {
      assertThat(code).as(output).isZero();
      return this;
    }
  }

  /** Runs one of the launcher's commands. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-XX:TieredStopAtLevel=1");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("-Dlogback.configurationFile=millrace-cli-logback.xml");
    words.add("-Dmillrace.dist=" + System.getProperty("millrace.dist"));
    words.add("-cp");
    words.add(System.getProperty("millrace.dist") + "/lib/*");
    words.add("io.millrace.ops.cli.Millrace");
    words.addAll(List.of(arguments));
    var output = Files.createTempFile("millrace-command", ".log");
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectOutput(output.toFile()).environment().putAll(environment);
    builder.environment().put("MILLRACE_HOME", home.toString());
    var process = builder.start();
    boolean ended = process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS);
    var printed = Files.readString(output);
    assertThat(ended)
        .as("'%s' ends; it printed:%n%s", String.join(" ", arguments), printed)
        .isTrue();
    return new Outcome(process.exitValue(), printed);
  }

  /** Starts everything on ports that are free. */
  Outcome up(String... more) throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("up", "--detach"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  Addresses addresses() {
    return Addresses.read(addressesFile()).orElseThrow();
  }

  private Path addressesFile() {
    return home.resolve("run/addresses.json");
  }

  /** Somebody who sends operations, by a name such as {@code staff} and {@code customer 1}. */
  Client as(String caller) throws IOException {
    return new Client(http, this::api, Optional.of(token(caller)));
  }

  /** The token of somebody whom the domain knows. */
  String token(String caller) throws IOException {
    var issuer = DevelopmentIssuer.in(home.resolve("data/identity"));
    return new KnownCallers(issuer, TOKENS_LAST).token(caller);
  }

  /** Nobody in particular. */
  private Client anybody() {
    return new Client(http, this::api, Optional.empty());
  }

  private URI api() {
    return URI.create(addresses().api());
  }

  /** The answer's {@code data} for nobody in particular; errors fail the test. */
  JsonNode query(String document) throws IOException, InterruptedException {
    return anybody().query(document);
  }

  JsonNode query(String document, Map<String, ?> variables)
      throws IOException, InterruptedException {
    return anybody().query(document, variables);
  }

  /** The whole answer. */
  JsonNode ask(String document, Map<String, ?> variables) throws IOException, InterruptedException {
    return anybody().ask(document, variables);
  }

  /** Waits until the API answers at all, after its process was stopped. */
  void awaitAnswer() throws InterruptedException {
    long deadline = System.nanoTime() + VISIBLE_LIMIT.toNanos();
    while (true) {
      try {
        query("{ __typename }");
        return;
      } catch (IOException refused) {
        assertThat(System.nanoTime()).as("%s", refused).isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Asks until the answer is as expected; fails with the last one after a minute. */
  JsonNode queryUntil(String document, Map<String, ?> variables, Predicate<JsonNode> expected)
      throws IOException, InterruptedException {
    return anybody().queryUntil(document, variables, expected);
  }

  /** Waits until all that is committed is published, and gives the status. */
  JsonNode settled() throws IOException, InterruptedException {
    var status = run("status", "--wait", "--json", "--timeout", "120").succeeded().output();
    return JSON.readTree(status.substring(status.indexOf('{')));
  }

  /** Kills the projector and drops its slot before it can take it again. */
  void loseSlot() throws Exception {
    var database = DatabaseAddress.parse(addresses().postgres());
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      kill("io.millrace.projector.ProjectorApplication");
      long deadline = System.nanoTime() + VISIBLE_LIMIT.toNanos();
      while (!dropped(statement)) {
        assertThat(System.nanoTime()).as("the slot is let go").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  private static boolean dropped(Statement statement) throws SQLException {
    try (var rows =
        statement.executeQuery(
            "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                + " where not active")) {
      return rows.next();
    }
  }

  /** Waits until the projector has said why it stopped. */
  void awaitHalt() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + VISIBLE_LIMIT.toNanos();
    while (true) {
      var status = run("status", "--json").output();
      if (!JSON.readTree(status.substring(status.indexOf('{'))).path("halted").isNull()) {
        return;
      }
      assertThat(System.nanoTime()).as(status).isLessThan(deadline);
    }
  }

  /** SIGKILL for the process that supervises the others. */
  void killSupervisor() {
    var supervisor = ProcessHandle.of(addresses().supervisor()).orElseThrow();
    supervisor.destroyForcibly();
    awaitEnd(supervisor);
  }

  /** The processes that run the applications. */
  List<ProcessHandle> applications() {
    return ProcessHandle.of(addresses().supervisor())
        .orElseThrow()
        .descendants()
        .filter(child -> commandOf(child).contains("io.millrace.ops.run.SupervisedMain"))
        .filter(child -> !commandOf(child).contains("-XX:AOTCacheOutput"))
        .toList();
  }

  /** SIGKILL for one of the applications. */
  void kill(String mainClass) {
    var application =
        applications().stream()
            .filter(child -> commandOf(child).contains(mainClass))
            .findFirst()
            .orElseThrow();
    application.destroyForcibly();
    awaitEnd(application);
  }

  private static String commandOf(ProcessHandle process) {
    try {
      // The command line of ProcessHandle.Info is cut where it is long, as a class path is.
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException unreadable) {
      return process.info().commandLine().orElse("");
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    assertThat(Liveness.awaitEnd(process, VISIBLE_LIMIT)).isTrue();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (LocalStack.owner(home).isPresent() || Addresses.read(addressesFile()).isPresent()) {
      run("down");
    }
    http.close();
  }
}
