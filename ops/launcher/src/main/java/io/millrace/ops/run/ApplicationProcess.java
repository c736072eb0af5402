package io.millrace.ops.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A running application in a JVM of its own. */
public final class ApplicationProcess implements AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration TRAINING_LIMIT = Duration.ofMinutes(2);
  private static final int LOG_TAIL_LINES = 25;

  private final Application application;
  private final Process process;
  private final Path log;
  private final URI health;
  private final Optional<Certificate> certificate;

  private ApplicationProcess(
      Application application,
      Process process,
      Path log,
      URI health,
      Optional<Certificate> certificate) {
    this.certificate = certificate;
    this.application = application;
    this.process = process;
    this.log = log;
    this.health = health;
  }

  /**
   * Starts the application.
   *
   * @param port what it listens on, on the loopback interface
   * @param environment its settings
   * @param certificate what it shows where it speaks HTTPS
   */
  public static ApplicationProcess start(
      Workspace workspace,
      Application application,
      int port,
      Map<String, String> environment,
      Optional<Certificate> certificate)
      throws IOException {
    var options = new ArrayList<String>();
    new AotCache(workspace, application.name()).option().ifPresent(options::add);
    var log = workspace.log(application.name());
    Files.createDirectories(log.getParent());
    var builder = command(workspace, application, options, port, environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new ApplicationProcess(
        application,
        builder.start(),
        log,
        URI.create(
            "%s://127.0.0.1:%d/actuator/health/"
                .formatted(certificate.isPresent() ? "https" : "http", port)),
        certificate);
  }

  /**
   * Makes the application's AOT cache where there is none: a training run that ends when the
   * application's context is complete. Takes about as long as two starts; meant for a background
   * thread.
   */
  public static void train(
      Workspace workspace, Application application, Map<String, String> environment)
      throws IOException, InterruptedException {
    var cache = new AotCache(workspace, application.name());
    if (cache.option().isPresent()) {
      return;
    }
    var draft = cache.draft();
    var options = List.of("-XX:AOTCacheOutput=" + draft, "-Dspring.context.exit=onRefresh");
    var builder = command(workspace, application, options, 0, environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(workspace.log(application.name() + "-training").toFile());
    var training = builder.start();
    try {
      if (training.waitFor(TRAINING_LIMIT.toSeconds(), TimeUnit.SECONDS) && Files.exists(draft)) {
        cache.adopt(draft);
      }
    } finally {
      training.destroyForcibly();
      Files.deleteIfExists(draft);
    }
  }

  private static ProcessBuilder command(
      Workspace workspace,
      Application application,
      List<String> options,
      int port,
      Map<String, String> environment) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.add("-Xmx" + application.maxHeapMegabytes() + "m");
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.add("-Duser.timezone=UTC");
    words.add("-cp");
    words.add(
        String.join(
            System.getProperty("path.separator"),
            workspace.jars().stream().map(Path::toString).toList()));
    words.add(SupervisedMain.class.getName());
    words.add(application.mainClass());
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
    // No load balancer stands before it.
    builder.environment().putIfAbsent("MILLRACE_TERMINATION_NOTICE", "0s");
    return builder;
  }

  /**
   * Waits until the application is ready.
   *
   * @throws ApplicationFailedException when it ends instead, or is not ready in time
   */
  public void awaitReady(Duration limit) throws InterruptedException {
    await("readiness", limit);
  }

  /**
   * Waits until the application answers, whether it is ready or waits for something itself.
   *
   * @throws ApplicationFailedException when it ends instead, or does not answer in time
   */
  void awaitAlive(Duration limit) throws InterruptedException {
    await("liveness", limit);
  }

  private void await(String group, Duration limit) throws InterruptedException {
    if (becomes(group, limit)) {
      return;
    }
    throw new ApplicationFailedException(
        process.isAlive()
            ? "The %s was not ready within %d s; its log is %s"
                .formatted(application.name(), limit.toSeconds(), log)
            : "The %s ended with code %d; the end of its log:%n%s"
                .formatted(application.name(), process.exitValue(), logTail()));
  }

  /**
   * Waits until the projector in it has filled the stores once; false when it ends instead, or that
   * takes longer.
   */
  boolean becomesFilled(Duration limit) throws InterruptedException {
    return becomes("projector", limit);
  }

  private boolean becomes(String group, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    certificate.map(Certificate::trust).ifPresent(http::sslContext);
    try (var client = http.build()) {
      while (!isUp(client, group)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          return false;
        }
        Thread.sleep(50);
      }
      return true;
    }
  }

  private boolean isUp(HttpClient client, String group) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(health.resolve(group)).timeout(Duration.ofSeconds(2)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The application that runs here. */
  public Application application() {
    return application;
  }

  /** The operating system's handle. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** How the process ended, once it has. */
  public int exitCode() {
    return process.exitValue();
  }

  /** The last lines of the log. */
  public String logTail() {
    try {
      var lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(" + log + " can't be read)";
    }
  }

  /** Asks the application to finish what it does and stop; kills it after 30 s. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interruption) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
