package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The GraphQL over HTTP audit, Apollo Client, urql and graphql-codegen, none of them modified,
 * against a running storefront. What each of them must find is said in {@code ops/conformance}.
 */
final class ConformanceIT {

  private static final Path CLIENTS =
      Path.of(System.getProperty("millrace.conformance")).toAbsolutePath();
  private static final int OLDEST_NODE = 20;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** How npm says that the trouble is on the way to its registry. */
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "npm \\S+ code (ENOTFOUND|ECONN\\w+|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|E40[137]|E5\\d\\d)");

  @TempDir static Path home;

  private record Outcome(int code, String output) {
    void succeeded() {
      assertThat(code).as(output).isZero();
    }
  }

  @Test
  void clientsThatPeopleUseFindWhatTheirManualsPromise() throws Exception {
    requireNode();
    var millrace = new Installation(home);
    try (millrace) {
      var fetched = npm(Map.of(), "ci", "--ignore-scripts");
      if (fetched.code() != 0 && UNREACHABLE.matcher(fetched.output()).find()) {
        abort("npm's registry does not answer, so the client libraries could not be fetched");
      }
      fetched.succeeded();
      millrace.up("--demo-products", "100").succeeded();
      millrace.settled();
      var address = Map.of("MILLRACE_URL", millrace.addresses().api());
      npm(address, "run", "generate").succeeded();
      publish(millrace, "generated/graphql/persisted-documents.json", "codegen");
      publish(millrace, "generated/apollo-manifest.json", "apollo");
      npm(
              Map.of(
                  "MILLRACE_URL",
                  millrace.addresses().api(),
                  "MILLRACE_STAFF_TOKEN",
                  millrace.token("staff")),
              "test")
          .succeeded();
    }
  }

  private static void publish(Installation millrace, String manifest, String client)
      throws IOException, InterruptedException {
    millrace
        .run("publish-operations", CLIENTS.resolve(manifest).toString(), "--client", client)
        .succeeded();
  }

  private static void requireNode() throws IOException, InterruptedException {
    try {
      var node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      var version = new String(node.getInputStream().readAllBytes()).strip();
      if (node.waitFor() == 0
          && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= OLDEST_NODE) {
        return;
      }
    } catch (IOException absent) {
      // Says the same as one that is too old.
    }
    abort("the client libraries need Node " + OLDEST_NODE + " or newer on the PATH");
  }

  private static Outcome npm(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("millrace-conformance", ".log");
    var words = new ArrayList<>(List.of("npm"));
    words.addAll(List.of(arguments));
    var npm = new ProcessBuilder(words).directory(CLIENTS.toFile()).redirectErrorStream(true);
    npm.redirectOutput(output.toFile());
    npm.environment().putAll(environment);
    var process = npm.start();
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    var printed = Files.readString(output);
    assertThat(ended).as("npm %s ends; it printed:%n%s", List.of(arguments), printed).isTrue();
    return new Outcome(process.exitValue(), printed);
  }
}
