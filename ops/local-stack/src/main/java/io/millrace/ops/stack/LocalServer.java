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

  private final ServerPlace place;
  private final String stopSignal;
  private @Nullable ServerProcess process;

  LocalServer(ServerPlace place, String stopSignal) {
    this.place = place;
    this.stopSignal = stopSignal;
  }

  /** Makes the data folder ready and gives the command that runs the server in the foreground. */
  abstract List<String> prepare() throws IOException, InterruptedException;

  /** Whether the server answers now. */
  abstract boolean answers();

  /** Once the server answers for the first time after a start. */
  void afterStart() {}

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
  public final synchronized Optional<Long> pid() {
    return isRunning() ? Optional.ofNullable(process).map(ServerProcess::pid) : Optional.empty();
  }

  /** Whether the process is there; it may have been killed by someone else. */
  public final synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Starts the server and returns when it answers. */
  final synchronized void start() {
    long begin = System.nanoTime();
    try {
      endLeftover();
      Files.createDirectories(place.data().getParent());
      List<String> command = prepare();
      place.report("starting on port " + port());
      ServerProcess started = ServerProcess.start(command, place.log(), place.record());
      process = started;
      awaitAnswer(started);
      afterStart();
      place.report(
          "answers on port %d after %.1f s".formatted(port(), (System.nanoTime() - begin) / 1e9));
    } catch (IOException failure) {
      throw new StackException(place.server() + " could not be started: " + failure, failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new StackException(place.server() + " was interrupted while it started", interruption);
    }
  }

  private void awaitAnswer(ServerProcess started) throws InterruptedException {
    boolean answered = false;
    try {
      started.await(place.server(), this::answers, place.startLimit());
      answered = true;
    } catch (TimeoutException late) {
      throw new StackException(String.valueOf(late.getMessage()), late);
    } catch (StackException ended) {
      if (started.log().toLowerCase(Locale.ROOT).contains("address already in use")) {
        throw PortChoice.taken(place.server(), port());
      }
      throw ended;
    } finally {
      if (!answered) {
        started.kill();
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
    if (process != null) {
      process.kill();
      forget();
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
    start();
  }

  /** The same as {@link #stop()}. */
  @Override
  public final void close() {
    stop();
  }
}
