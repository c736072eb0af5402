package io.millrace.ops.run;

import io.millrace.ops.extension.SampleData;
import io.millrace.ops.stack.PortChoice;
import io.millrace.write.StreamProperties;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of everything, from an empty machine to an API that answers, until it is stopped. What
 * was started last is stopped first.
 */
public final class Run implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(90);

  private final Workspace workspace;
  private final StreamProperties stream;
  private final Manner manner;
  private final PrintWriter out;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;
  private volatile boolean backfills;
  private Optional<Certificate> certificate = Optional.empty();
  private volatile List<Part> parts = List.of();

  /** One process of the run. */
  private record Part(Application application, int port, Map<String, String> environment) {}

  /**
   * How API and projector run.
   *
   * @param single whether they share a process
   * @param development whether the API is set up for those who build on it
   * @param tls whether the API speaks HTTPS, with a certificate that this machine signs
   * @param settings more settings of both, as environment variables
   */
  public record Manner(
      boolean single, boolean development, boolean tls, Map<String, String> settings) {

    public Manner {
      settings = Map.copyOf(settings);
      if (single && tls) {
        throw new IllegalArgumentException(
            "With HTTPS, API and projector are two processes: leave --single or --tls");
      }
    }
  }

  /**
   * A run that has not begun.
   *
   * @param stream the stream of changes that API and projector belong to
   * @param out where progress is said
   */
  public Run(Workspace workspace, StreamProperties stream, Manner manner, PrintWriter out) {
    this.workspace = workspace;
    this.manner = manner;
    this.stream = stream;
    this.out = out;
  }

  /**
   * What an empty database is filled with.
   *
   * @param data the domain's
   * @param size how many of its unit
   */
  public record Filling(SampleData data, int size) {}

  /** Opens the servers that the run works on. */
  @FunctionalInterface
  public interface StoresOpening {
    Stores open(Stores.Preparing preparing) throws SQLException;
  }

  /**
   * Starts everything and returns when the API answers.
   *
   * @param opening starts the stores or finds them
   * @param apiPort where the API is to listen
   * @param filling what an empty database is filled with, if with anything
   * @return the addresses, which are also written to the workspace's file
   * @throws ApplicationFailedException when an application does not start
   */
  public Addresses start(StoresOpening opening, PortChoice apiPort, Optional<Filling> filling)
      throws SQLException, IOException, InterruptedException {
    int api = apiPort.decide("the API");
    if (apiPort.number() != 0 && api != apiPort.number()) {
      say("port %d is in use; the API takes %d", apiPort.number(), api);
    }
    var stores = keep(opening.open(database -> prepare(database, filling)));

    int projector = manner.single() ? api : PortChoice.any().decide("the projector");
    var plain = stores.addresses(api, projector, stream);
    var addresses = manner.tls() ? plain.overTls() : plain;
    say("starting API and projector" + (manner.single() ? " in one process" : ""));
    if (manner.tls()) {
      certificate = Optional.of(Certificate.in(workspace.certificate()));
    }
    parts = parts(addresses, stores.logins(), api, projector);
    // One after the other: side by side they share the cores, and the first answer comes later.
    var answering = keep(keepRunning(parts.getFirst()));
    if (!backfills) {
      answering.awaitReady(READY_LIMIT);
    } else {
      // It is ready when the projector has filled the read models.
      answering.awaitAlive(READY_LIMIT);
    }
    var projecting = manner.single() ? answering : keep(keepRunning(parts.getLast()));
    if (backfills) {
      say("projecting what the database holds");
      if (projecting.becomesFilled(READY_LIMIT)) {
        answering.awaitReady(READY_LIMIT);
      } else {
        say("that is not done; until it is, searches don't find everything (./millrace status)");
      }
    }
    addresses.write(workspace.addressesFile());
    return addresses;
  }

  /**
   * Starts another API beside the run's, which works on the same stores, and waits until it is
   * ready. It is stopped with the run.
   *
   * @param settings that it has besides, as environment variables
   * @return where it answers
   */
  public URI startAnotherApi(Map<String, String> settings)
      throws IOException, InterruptedException {
    var first = parts.getFirst();
    int port = PortChoice.any().decide("another API");
    var environment = new LinkedHashMap<>(first.environment());
    environment.putAll(settings);
    var another =
        keep(
            ApplicationProcess.start(
                workspace,
                first.application().named("another-" + first.application().name()),
                port,
                environment,
                Optional.empty()));
    another.awaitReady(READY_LIMIT);
    return URI.create("http://localhost:%d/graphql".formatted(port));
  }

  /**
   * Makes the applications' AOT caches, which make the next start faster. Meant for a background
   * thread; what goes wrong costs only that.
   */
  public void train() {
    try {
      for (var part : parts) {
        ApplicationProcess.train(workspace, part.application(), part.environment());
      }
    } catch (IOException failure) {
      say("no start-up cache was made: %s", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void prepare(DatabaseAddress database, Optional<Filling> filling) throws SQLException {
    say("migrating");
    var preparation = new Preparation(database, stream);
    preparation.migrate();
    if (filling.isPresent() && preparation.wants(filling.get().data())) {
      var samples = filling.get().data();
      say("filling the empty store with %,d generated %s", filling.get().size(), samples.unit());
      preparation.fill(samples, filling.get().size());
    }
    backfills = !preparation.isBackfilled();
  }

  private List<Part> parts(Addresses addresses, Logins logins, int api, int projector)
      throws IOException {
    return manner.single()
        ? List.of(
            part(Application.BOTH, api, development(addresses.environment(logins.ofBothInOne()))))
        : List.of(
            part(Application.API, api, overTls(development(addresses.environment(logins.ofApi())))),
            part(Application.PROJECTOR, projector, addresses.environment(logins.ofProjector())));
  }

  private Part part(Application application, int port, Map<String, String> environment) {
    var all = new LinkedHashMap<>(environment);
    all.putAll(manner.settings());
    return new Part(application, port, all);
  }

  private Map<String, String> development(Map<String, String> settings) throws IOException {
    return manner.development()
        ? Development.with(settings, workspace.identity(), System.getenv())
        : settings;
  }

  private Map<String, String> overTls(Map<String, String> settings) {
    var all = new LinkedHashMap<>(settings);
    certificate.ifPresent(shown -> all.putAll(shown.environment()));
    return all;
  }

  private KeptRunning keepRunning(Part part) throws IOException {
    return new KeptRunning(
        () ->
            ApplicationProcess.start(
                workspace,
                part.application(),
                part.port(),
                part.environment(),
                part.application().equals(Application.API) ? certificate : Optional.empty()),
        workspace.holdFile(part.application()),
        message -> say("%s", message));
  }

  private <T extends AutoCloseable> T keep(T started) {
    synchronized (running) {
      if (!closed) {
        running.push(started);
        return started;
      }
    }
    stop(started);
    throw new IllegalStateException("Stopped while starting");
  }

  private void say(String format, Object... arguments) {
    out.printf("millrace: " + format + "%n", arguments);
    out.flush();
  }

  /** Stops everything that runs, in order. */
  @Override
  public void close() {
    synchronized (running) {
      if (closed) {
        return;
      }
      closed = true;
    }
    say("stopping");
    try {
      Files.deleteIfExists(workspace.addressesFile());
    } catch (IOException harmless) {
      // The file names this process, which is about to be gone.
    }
    while (!running.isEmpty()) {
      stop(running.pop());
    }
    say("stopped");
  }

  private void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failure) {
      say("stopping went wrong: %s", failure);
    }
  }
}
