package io.millrace.ops.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running server on the loopback interface that can be stopped, killed and restarted on the same
 * port and data. Safe for use by several threads.
 */
public abstract sealed class LocalServer implements AutoCloseable
    permits PostgresServer, ElasticsearchServer, RedisServer {

  static final String HOST = "127.0.0.1";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private static final int START_ATTEMPTS = 3;

  private final String stopSignal;
  private volatile ServerPlace place;
  private volatile @Nullable ServerProcess process;
  private volatile boolean abandoned;

  LocalServer(ServerPlace place, String stopSignal) {
    this.place = place;
    this.stopSignal = stopSignal;
  }

  /** Makes the data folder ready and gives the command that runs the server in the foreground. */
  abstract List<String> prepare() throws IOException, InterruptedException;

  /** Whether the server answers now. */
  abstract boolean answers();

  /** Once the process has ended in order. */
  void afterStop() throws IOException {}

  /** Whether anything accepts connections on the port; cheap enough to be asked often. */
  final boolean listens() {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(HOST, port()), 1_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  final ServerPlace place() {
    return place;
  }

  /** The address that the server listens on. */
  public final String host() {
    return HOST;
  }

  /** The port, the same over restarts. */
  public final int port() {
    return place.port();
  }

  /** The address in the form that the server's own command line client takes. */
  public abstract String uri();

  /** The server's process id; empty where it does not run. */
  public final Optional<Long> pid() {
    return Optional.ofNullable(process).filter(ServerProcess::isAlive).map(ServerProcess::pid);
  }

  /** Whether the process is there; it may have been killed by someone else. */
  public final boolean isRunning() {
    return pid().isPresent();
  }

  /** Starts the server for the first time; a port that is not fixed may still change. */
  final synchronized void start() {
    for (int attempt = 1; ; attempt++) {
      try {
        startOnce();
        return;
      } catch (StartAgainException obstacle) {
        if (attempt == START_ATTEMPTS || (obstacle.portTaken && place.portFixed())) {
          throw obstacle.failure;
        }
        if (obstacle.portTaken) {
          place = place.withPort(PortChoice.any().decide(place.server()));
        }
      }
    }
  }

  private void startOnce() throws StartAgainException {
    long begin = System.nanoTime();
    try {
      endLeftover();
      Files.createDirectories(place.data().getParent());
      List<String> command = prepare();
      place.report("starting on port " + port());
      ServerProcess started = ServerProcess.start(command, place.log(), place.record());
      process = started;
      awaitAnswer(started);
      place.report(
          "answers on port %d after %.1f s".formatted(port(), (System.nanoTime() - begin) / 1e9));
    } catch (IOException failure) {
      throw new StackException(place.server() + " could not be started: " + failure, failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new StackException(place.server() + " was interrupted while it started", interruption);
    }
  }

  private void awaitAnswer(ServerProcess started) throws InterruptedException, StartAgainException {
    boolean answered = false;
    try {
      started.await(place.server(), () -> abandoned || answers(), place.startLimit());
      if (abandoned) {
        throw new StackException(place.server() + " was given up while it started");
      }
      answered = true;
    } catch (TimeoutException late) {
      throw new StackException(String.valueOf(late.getMessage()), late);
    } catch (StackException ended) {
      throw StartAgainException.whereItHelps(started.log(), this, ended);
    } finally {
      if (!answered) {
        started.kill();
        forget();
      }
    }
  }

  /**
   * A launcher that died by kill -9 has left its server behind; the folder's lock says that nobody
   * uses it.
   */
  private void endLeftover() throws IOException {
    Optional<ProcessHandle> leftover =
        ProcessRecord.read(place.record()).flatMap(ProcessRecord::process);
    if (leftover.isPresent() && !isRunning()) {
      place.report("stopping the server that an earlier run left behind");
      Signals.end(leftover.get(), stopSignal, STOP_LIMIT);
    }
  }

  /** Stops the server in order; nothing happens where it does not run. */
  public final synchronized void stop() {
    ServerProcess running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    place.report("stopping");
    if (!running.stop(stopSignal, STOP_LIMIT)) {
      place.report("killed, since it did not stop within " + STOP_LIMIT.toSeconds() + " s");
    }
    forget();
    try {
      afterStop();
    } catch (IOException failure) {
      place.report("stopped, but: " + failure);
    }
  }

  /** SIGKILL, as when the machine dies; the data stays as it was on disk. */
  public final synchronized void kill() {
    ServerProcess running = process;
    if (running != null) {
      running.kill();
      forget();
    }
  }

  /** SIGKILL now and for good, also in the middle of a start: for the end of the JVM. */
  final void abandon() {
    abandoned = true;
    ServerProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  private void forget() {
    process = null;
    try {
      Files.deleteIfExists(place.record());
    } catch (IOException ignored) {
      // A record of a dead process is harmless.
    }
  }

  /** Starts the server again on the same port and data, stopping it first where it still runs. */
  public final synchronized void restart() {
    stop();
    try {
      startOnce();
    } catch (StartAgainException obstacle) {
      throw obstacle.failure;
    }
  }

  /** The same as {@link #stop()}. */
  @Override
  public final void close() {
    stop();
  }

  /** What kept the server from starting can go away by itself, or with another port. */
  private static final class StartAgainException extends Exception {
    private static final long serialVersionUID = 1L;

    private final StackException failure;
    private final boolean portTaken;

    private StartAgainException(StackException failure, boolean portTaken) {
      super(failure);
      this.failure = failure;
      this.portTaken = portTaken;
    }

    static StartAgainException whereItHelps(String log, LocalServer server, StackException ended)
        throws StackException {
      String words = log.toLowerCase(Locale.ROOT);
      if (words.contains("address already in use")) {
        // Between the choice of a free port and the server's start another program was faster.
        return new StartAgainException(
            PortChoice.taken(server.place().server(), server.port()), true);
      }
      if (words.contains("text file busy")) {
        // Another thread began a process while the binary was being unpacked, and that process had
        // the file open for writing until it became a program of its own.
        return new StartAgainException(ended, false);
      }
      throw ended;
    }
  }
}
