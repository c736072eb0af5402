package io.millrace.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be known of a deployment without an engine that runs it. */
class DeploymentTest {

  private static final Path HERE = ComposeFile.ROOT.resolve("ops/deploy");
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|KEY)");
  private static final Pattern FROM_THE_ENVIRONMENT =
      Pattern.compile("\\$\\{(?<name>[A-Z_]+):\\?[^}]+}");

  private final ComposeFile compose = ComposeFile.read();

  @Test
  void theComposeFileFitsTheCompositionsSchema() throws Exception {
    var json = new ObjectMapper();
    try (var file = DeploymentTest.class.getResourceAsStream("compose-spec.json")) {
      var schema = (ObjectNode) json.readTree(file);
      // Relative, which the validator does not take.
      schema.remove("$id");
      var problems =
          JsonSchemaFactory.getInstance(VersionFlag.V7)
              .getSchema(schema)
              .validate(json.valueToTree(compose.content()));
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void everyFileThatIsNamedIsThere() throws Exception {
    for (var service : compose.services().entrySet()) {
      for (var mount : ComposeFile.mounts(service.getValue())) {
        if (mount.startsWith("./")) {
          assertThat(ComposeFile.ROOT.resolve(mount)).as(service.getKey()).exists();
        }
      }
      if (service.getValue().get("build") instanceof Map<?, ?> build) {
        var dockerfile = ComposeFile.ROOT.resolve(build.get("dockerfile").toString());
        assertThat(Files.readString(dockerfile))
            .contains("\nFROM runtime AS " + build.get("target"));
      }
    }
    for (var line : Files.readAllLines(HERE.resolve("Dockerfile"))) {
      if (line.startsWith("COPY ops/")) {
        var words = List.of(line.split(" "));
        for (var file : words.subList(1, words.size() - 1)) {
          assertThat(ComposeFile.ROOT.resolve(file)).exists();
        }
      }
    }
    var rules = ComposeFile.yaml(HERE.resolve("prometheus.yml")).get("rule_files");
    assertThat((List<?>) rules)
        .isNotEmpty()
        .allSatisfy(file -> assertThat(HERE.resolve(file.toString())).exists());
  }

  /** Production is what the applications do where nobody says otherwise. */
  @Test
  void nothingSwitchesDevelopmentOn() throws Exception {
    for (var file :
        List.of(ComposeFile.ROOT.resolve("docker-compose.yml"), HERE.resolve("Dockerfile"))) {
      assertThat(Files.readString(file).toUpperCase(Locale.ROOT))
          .doesNotContain("API_MODE")
          .doesNotContain("GRAPHIQL")
          .doesNotContain("INTROSPECTION");
    }
  }

  @Test
  void theImagesRunClassesThatExist() throws Exception {
    var main = Pattern.compile("CMD \\[\"(?<name>io\\.millrace[^\"]+)\"]");
    var mains =
        main.matcher(Files.readString(HERE.resolve("Dockerfile")))
            .results()
            .map(found -> found.group("name"))
            .toList();
    assertThat(mains).hasSize(3);
    for (var name : mains) {
      assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
    }
  }

  @Test
  void everyVariableOfTheApplicationsIsAKeyThatTheyKnow() throws Exception {
    assertThat(compose.ownEnvironment().keySet()).isSubsetOf(knownVariables());
  }

  @Test
  void secretsComeFromTheEnvironmentAndTheExampleNamesThemAll() throws Exception {
    var named = new HashSet<String>();
    compose
        .environment()
        .forEach(
            (variable, value) -> {
              if (SECRET.matcher(variable).matches()) {
                var found = FROM_THE_ENVIRONMENT.matcher(value);
                assertThat(found.matches()).as("%s: %s", variable, value).isTrue();
                named.add(found.group("name"));
              }
            });
    assertThat(named).isNotEmpty();
    var example =
        Files.readAllLines(HERE.resolve("env.example")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(example)
        .containsExactlyInAnyOrderElementsOf(named.stream().map(name -> name + "=").toList());
  }

  @Test
  void whatServicesWaitForAndKeepIsDeclared() {
    var services = compose.services();
    var volumes = ((Map<?, ?>) compose.content().get("volumes")).keySet();
    services.forEach(
        (name, service) -> {
          var needs = service.getOrDefault("depends_on", List.of());
          var names = needs instanceof Map<?, ?> map ? map.keySet() : Set.copyOf((List<?>) needs);
          assertThat(services.keySet())
              .as(name)
              .containsAll(names.stream().map(Object::toString).toList());
          ComposeFile.mounts(service).stream()
              .filter(mount -> !mount.startsWith("."))
              .forEach(
                  mount -> assertThat(volumes.contains(mount)).as("%s: %s", name, mount).isTrue());
          assertThat(service).as(name).containsKeys("restart", "mem_limit");
        });
    // A service whose health is waited for has a check.
    services.forEach(
        (name, service) -> {
          if (service.get("depends_on") instanceof Map<?, ?> needs) {
            needs.forEach(
                (needed, how) -> {
                  if (((Map<?, ?>) how).get("condition").equals("service_healthy")) {
                    assertThat(services.get(needed.toString())).as(name).containsKey("healthcheck");
                  }
                });
          }
        });
  }

  @Test
  void theImagesHealthCheckTellsAnAnswerFromAnError() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/actuator/health/liveness",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/actuator/health/readiness",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    try {
      assertThat(check(port, "liveness")).isZero();
      assertThat(check(port, "readiness")).isNotZero();
    } finally {
      server.stop(0);
    }
    assertThat(check(port, "liveness")).isNotZero();
  }

  private static int check(int port, String group) throws Exception {
    var process =
        new ProcessBuilder(HERE.resolve("healthcheck.sh").toString(), Integer.toString(port), group)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** The keys of Millrace and of Boot as environment variables. */
  private static Set<String> knownVariables() throws Exception {
    var json = new ObjectMapper();
    var known = new HashSet<String>();
    var metadata =
        DeploymentTest.class
            .getClassLoader()
            .getResources("META-INF/spring-configuration-metadata.json");
    while (metadata.hasMoreElements()) {
      try (var content = metadata.nextElement().openStream()) {
        known.addAll(
            json.readTree(content).path("properties").findValuesAsText("name").stream()
                .map(key -> key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet()));
      }
    }
    return known;
  }
}
