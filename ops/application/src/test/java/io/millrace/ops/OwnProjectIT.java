package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of one's own, as another team has it: written by {@code ./millrace new} and built
 * without a network on the platform's artifacts alone.
 */
final class OwnProjectIT {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Path MAVEN = Path.of(System.getProperty("millrace.maven-home"));
  private static final Path DOWNLOADED = Path.of(System.getProperty("millrace.maven-repository"));

  @TempDir static Path folder;
  private static Path project;

  @BeforeAll
  static void writeAndTest() throws Exception {
    project = folder.resolve("stamp-album");
    try (var millrace = new Installation(folder.resolve("no-run"))) {
      millrace
          .run("new", project.toString(), "--package", "org.example.stamps", "--name", "stamps")
          .succeeded();
    }
    var repository = PlatformRepository.installed(folder.resolve("repository"));
    var settings = repository.settings(DOWNLOADED).toString();
    Files.write(
        project.resolve(".mvn/maven.config"),
        List.of("-o", "-s", settings, "-gs", settings, "-Daether.offline.protocols=file"));
    run("test", "dependency:build-classpath", "-Dmdep.outputFile=target/class-path.txt");
  }

  @Test
  void passesItsTests() throws IOException {
    var report = project.resolve("target/surefire-reports/TEST-org.example.stamps.NoteTest.xml");
    assertThat(Files.readString(report)).contains("tests=\"3\"", "failures=\"0\"", "errors=\"0\"");
  }

  @Test
  void hasNothingOfTheStorefrontOnAClassPath() throws IOException {
    var runtime = jars(project.resolve("target/dist/lib"));
    var test =
        Stream.of(
                Files.readString(project.resolve("target/class-path.txt"))
                    .strip()
                    .split(File.pathSeparator))
            .map(Path::of)
            .toList();
    // Otherwise what follows would hold for a class path that nobody looked at.
    assertThat(runtime).anyMatch(jar -> holds(jar, "io/millrace/api/"));
    assertThat(runtime).anyMatch(jar -> holds(jar, "org/example/stamps/"));
    assertThat(test).anyMatch(jar -> holds(jar, "io/millrace/ops/test/"));
    assertThat(Stream.concat(runtime.stream(), test.stream()))
        .noneMatch(jar -> holds(jar, "io/millrace/storefront/"))
        .noneMatch(jar -> jar.getFileName().toString().startsWith("storefront-"));
    assertThat(runtime).noneMatch(jar -> holds(jar, "io/millrace/ops/test/"));
  }

  @Test
  void runsOnTheVeryVersionsThatThePlatformIsTestedWith() throws IOException {
    var tested =
        jars(Path.of(System.getProperty("millrace.dist"), "lib")).stream()
            .map(Path::getFileName)
            .toList();
    assertThat(jars(project.resolve("target/dist/lib")).stream().map(Path::getFileName))
        .filteredOn(jar -> !jar.toString().startsWith("stamps-"))
        .isSubsetOf(tested);
  }

  @Test
  void comesUpAndAnswersWhatItWasTold() throws Exception {
    try (var millrace = new Installation(project.resolve(".millrace"))) {
      run("up", "--detach");
      millrace.query("mutation { noteAdd(input: {title: \"Penny Black\"}) { note { id } } }");
      var found =
          millrace.queryUntil(
              "{ notes(query: \"peny\", first: 5) { totalCount nodes { title } } }",
              Map.of(),
              data -> data.at("/notes/totalCount").asInt() == 1);
      assertThat(found.at("/notes/nodes/0/title").asString()).isEqualTo("Penny Black");
      assertThat(run("status")).contains("Note");
      run("down");
    }
  }

  /** Runs a command of the project's own launcher, in its folder. */
  private static String run(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of(project.resolve("millrace").toString()));
    words.addAll(List.of(arguments));
    var output = Files.createTempFile(folder, "command", ".log");
    var builder =
        new ProcessBuilder(words)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    var environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PATH", MAVEN.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    environment.put("MILLRACE_MAVEN_REPOSITORY", DOWNLOADED.toString());
    environment.keySet().removeAll(List.of("MAVEN_OPTS", "MAVEN_ARGS", "MILLRACE_HOME"));
    var process = builder.start();
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    var printed = Files.readString(output);
    assertThat(ended).as("'%s' ends; it printed:%n%s", words, printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static boolean holds(Path jar, String prefix) {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith(prefix));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(jar.toString(), unreadable);
    }
  }
}
