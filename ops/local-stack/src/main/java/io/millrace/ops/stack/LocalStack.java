package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The three servers on one durable folder: a second stack on the same folder continues with the
 * same data.
 *
 * <p>No shutdown hook is registered, since whoever opens the stack also knows what must stop before
 * it. The servers do not hear a terminal's Ctrl-C. Where the opener is killed they stay, and the
 * next stack on the folder stops them before it starts its own.
 */
public final class LocalStack implements AutoCloseable {

  private final StackLock lock;
  private final PostgresServer postgres;
  private final ElasticsearchServer elasticsearch;
  private final RedisServer redis;
  private final Duration startTime;

  private LocalStack(
      StackLock lock,
      PostgresServer postgres,
      ElasticsearchServer elasticsearch,
      RedisServer redis,
      Duration startTime) {
    this.lock = lock;
    this.postgres = postgres;
    this.elasticsearch = elasticsearch;
    this.redis = redis;
    this.startTime = startTime;
  }

  /**
   * Starts the three servers side by side and returns when all of them answer.
   *
   * @throws StackException where the folder is in use, a fixed port is taken, the disk is full or a
   *     server does not start; nothing is left running then
   */
  public static LocalStack open(StackSettings settings, StackProgress progress) {
    long begin = System.nanoTime();
    try {
      Files.createDirectories(settings.folder());
    } catch (IOException failure) {
      throw new StackException(
          "The folder " + settings.folder() + " can't be made: " + failure, failure);
    }
    StackLock lock = StackLock.acquire(settings.folder());
    boolean opened = false;
    try {
      settings.freeSpace().require(settings.folder(), settings.minimumFreeBytes());
      Ports ports = Ports.decide(settings, progress);
      PostgresServer postgres = new PostgresServer(ports.place("postgres", ports.postgres));
      ElasticsearchServer elasticsearch =
          new ElasticsearchServer(
              ports.place("elasticsearch", ports.elasticsearch), settings.heap());
      RedisServer redis = new RedisServer(ports.place("redis", ports.redis));
      startTogether(List.of(elasticsearch, postgres, redis));
      opened = true;
      return new LocalStack(
          lock, postgres, elasticsearch, redis, Duration.ofNanos(System.nanoTime() - begin));
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** The process whose stack runs on the folder now, if one does. */
  public static Optional<Long> owner(Path folder) {
    return StackLock.owner(folder.toAbsolutePath().normalize());
  }

  /** Postgres 18. */
  public PostgresServer postgres() {
    return postgres;
  }

  /** Elasticsearch 9. */
  public ElasticsearchServer elasticsearch() {
    return elasticsearch;
  }

  /** Redis 6.2. */
  public RedisServer redis() {
    return redis;
  }

  /** How long it took until all three answered. */
  public Duration startTime() {
    return startTime;
  }

  /** Stops the servers side by side, in order and with their data on disk. */
  @Override
  public void close() {
    try {
      together(List.of(elasticsearch, postgres, redis), LocalServer::stop);
    } finally {
      lock.close();
    }
  }

  private static void startTogether(List<LocalServer> servers) {
    boolean started = false;
    try {
      together(servers, LocalServer::start);
      started = true;
    } finally {
      if (!started) {
        together(servers, LocalServer::stop);
      }
    }
  }

  /** All are tried to the end; the first failure is thrown and has the others with it. */
  private static void together(List<LocalServer> servers, Consumer<LocalServer> step) {
    List<RuntimeException> failures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> steps = new ArrayList<>();
      for (LocalServer server : servers) {
        steps.add(threads.submit(() -> step.accept(server)));
      }
      for (Future<?> running : steps) {
        try {
          running.get();
        } catch (ExecutionException failure) {
          failures.add(asUnchecked(failure));
        } catch (InterruptedException interruption) {
          Thread.currentThread().interrupt();
          failures.add(new StackException("Interrupted", interruption));
        }
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private static RuntimeException asUnchecked(ExecutionException failure) {
    return failure.getCause() instanceof RuntimeException unchecked
        ? unchecked
        : new StackException("Unexpected: " + failure.getCause(), failure);
  }

  /** The ports, decided together so that no two servers get the same. */
  private record Ports(
      StackSettings settings, StackProgress progress, int postgres, int elasticsearch, int redis) {

    static Ports decide(StackSettings settings, StackProgress progress) {
      Set<Integer> given = new HashSet<>();
      return new Ports(
          settings,
          progress,
          decide(settings.postgresPort(), "postgres", given),
          decide(settings.elasticsearchPort(), "elasticsearch", given),
          decide(settings.redisPort(), "redis", given));
    }

    private static int decide(PortChoice choice, String server, Set<Integer> given) {
      int port = choice.decide(server);
      while (!given.add(port)) {
        port = PortChoice.any().decide(server);
      }
      return port;
    }

    ServerPlace place(String server, int port) {
      return new ServerPlace(
          settings.folder(), server, port, settings.startLimit(), false, progress);
    }
  }
}
