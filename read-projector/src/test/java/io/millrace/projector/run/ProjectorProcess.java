package io.millrace.projector.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.projector.ProjectorApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The projector in a process of its own, to be killed or stopped as an operator does it. */
final class ProjectorProcess implements AutoCloseable {

  private static final int LIMIT_SECONDS = 60;

  private final Process process;
  private final Path log;

  private ProjectorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it for a library.
   *
   * @param redis the way to Redis
   * @param elasticsearch the way to Elasticsearch
   * @param more further settings, {@code --key=value}
   */
  static ProjectorProcess start(Library library, String redis, String elasticsearch, String... more)
      throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                ProjectorApplication.class.getName(),
                "--spring.r2dbc.url=" + library.database.r2dbcUrl(),
                "--spring.r2dbc.username=" + library.database.user(),
                "--spring.r2dbc.password=" + library.database.password(),
                "--spring.elasticsearch.uris=" + elasticsearch,
                "--spring.data.redis.url=" + redis,
                "--millrace.stream.source=" + library.stream.source(),
                "--millrace.projector.acknowledge-behind=0s",
                "--millrace.projector.refresh-interval=0s"));
    words.addAll(List.of(more));
    if (words.stream().noneMatch(word -> word.startsWith("--server.port="))) {
      words.add("--server.port=0");
    }
    var log = Files.createTempFile("projector", ".log");
    return new ProjectorProcess(
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, without waiting. */
  void terminate() {
    process.destroy();
  }

  boolean runs() {
    return process.isAlive();
  }

  /** Waits until it has ended, and gives its exit code. */
  int exitCode() throws IOException, InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends:%n%s", log()).isTrue();
    return process.exitValue();
  }

  /** What it has written. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
    Files.delete(log);
  }
}
