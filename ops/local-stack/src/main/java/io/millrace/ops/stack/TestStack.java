package io.millrace.ops.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Servers for tests: one shared stack per JVM, each server started when it is first asked for, and
 * servers of one's own for tests that stop or kill them. Everything goes with the JVM; what a
 * killed JVM left behind goes with the next.
 */
public final class TestStack {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long MINIMUM_FREE_BYTES = 512L << 20;
  private static final StackSettings.Heap HEAP = new StackSettings.Heap(256, 512);

  private static final AtomicInteger NAMES = new AtomicInteger();

  private static @Nullable TestStack shared;

  private final Path folder;
  private @Nullable PostgresServer postgres;
  private @Nullable ElasticsearchServer elasticsearch;
  private @Nullable RedisServer redis;

  private TestStack(Path folder) {
    this.folder = folder;
  }

  /** The stack that all tests of this JVM share; leave it running and take fresh names. */
  public static synchronized TestStack shared() {
    if (shared == null) {
      shared = new TestStack(TestFolders.fresh("shared"));
    }
    return shared;
  }

  /** A Postgres of the caller's own, which it may kill; close it when done. */
  public static PostgresServer ownPostgres() {
    return started(new PostgresServer(place(TestFolders.fresh("own"), "postgres")));
  }

  /** An Elasticsearch of the caller's own, which it may kill; close it when done. */
  public static ElasticsearchServer ownElasticsearch() {
    return started(new ElasticsearchServer(place(TestFolders.fresh("own"), "elasticsearch"), HEAP));
  }

  /** A Redis of the caller's own, which it may kill; close it when done. */
  public static RedisServer ownRedis() {
    return started(new RedisServer(place(TestFolders.fresh("own"), "redis")));
  }

  /** The shared Postgres. */
  public synchronized PostgresServer postgres() {
    if (postgres == null) {
      postgres = started(new PostgresServer(place(folder, "postgres")));
    }
    return postgres;
  }

  /** The shared Elasticsearch. */
  public synchronized ElasticsearchServer elasticsearch() {
    if (elasticsearch == null) {
      elasticsearch = started(new ElasticsearchServer(place(folder, "elasticsearch"), HEAP));
    }
    return elasticsearch;
  }

  /** The shared Redis. */
  public synchronized RedisServer redis() {
    if (redis == null) {
      redis = started(new RedisServer(place(folder, "redis")));
    }
    return redis;
  }

  /** Creates an empty database with a name that no other test has. */
  public PostgresDatabase freshDatabase(String namePrefix) {
    return postgres().createDatabase(freshName(namePrefix));
  }

  /**
   * Gives an empty logical database of the shared Redis; they are given in turn, {@value
   * RedisServer#DATABASES}.
   */
  public String freshRedis() {
    int database = NAMES.incrementAndGet() % RedisServer.DATABASES;
    redis().flush(database);
    return redis().uri(database);
  }

  /**
   * Gives a name that no other test of this JVM has, fit for databases, indices and slots: lower
   * case and digits.
   */
  public static String freshName(String prefix) {
    return prefix + "_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
  }

  private static ServerPlace place(Path folder, String server) {
    FreeSpace.ofFileSystem().require(folder, MINIMUM_FREE_BYTES);
    return new ServerPlace(
        folder, server, PortChoice.any().decide(server), START_LIMIT, true, StackProgress.silent());
  }

  private static <S extends LocalServer> S started(S server) {
    TestFolders.endWithJvm(server);
    server.start();
    return server;
  }
}
