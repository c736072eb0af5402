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
    return open(settings, progress, postgres -> {});
  }

  /**
   * The same, with work on Postgres that need not wait for the others, which take longer to start.
   *
   * @param whenPostgresAnswers runs as soon as Postgres does; what it throws ends the start, and
   *     nothing is left running
   */
  public static LocalStack open(
      StackSettings settings,
      StackProgress progress,
      Consumer<PostgresServer> whenPostgresAnswers) {
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
      Set<Integer> given = new HashSet<>();
      PostgresServer postgres =
          new PostgresServer(place(settings, "postgres", settings.postgresPort(), given, progress));
      ElasticsearchServer elasticsearch =
          new ElasticsearchServer(
              place(settings, "elasticsearch", settings.elasticsearchPort(), given, progress),
              settings.heap());
      RedisServer redis =
          new RedisServer(place(settings, "redis", settings.redisPort(), given, progress));
      startTogether(List.of(elasticsearch, postgres, redis), whenPostgresAnswers);
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

  private static void startTogether(
      List<LocalServer> servers, Consumer<PostgresServer> whenPostgresAnswers) {
    // The servers hear no Ctrl-C: one that comes before the opener has its stack must not leave
    // them running.
    Thread giveUp = new Thread(() -> servers.forEach(LocalServer::abandon), "give-up-start");
    Runtime.getRuntime().addShutdownHook(giveUp);
    boolean started = false;
    try {
      together(
          servers,
          server -> {
            server.start();
            if (server instanceof PostgresServer postgres) {
              whenPostgresAnswers.accept(postgres);
            }
          });
      started = true;
    } finally {
      if (!started) {
        together(servers, LocalServer::stop);
      }
      removeHook(giveUp);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException runningAlready) {
      // The JVM is ending, and the hook does what is left to do.
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

  private static ServerPlace place(
      StackSettings settings,
      String server,
      PortChoice choice,
      Set<Integer> given,
      StackProgress progress) {
    int port = choice.decide(server);
    while (!given.add(port)) {
      if (choice.fixed()) {
        throw PortChoice.taken(server, port);
      }
      // The server before has just been given this one and does not listen yet.
      port = PortChoice.any().decide(server);
    }
    return new ServerPlace(
        settings.folder(), server, port, choice.fixed(), settings.startLimit(), false, progress);
  }
}
