package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM's test servers live: one folder below the system's temporary one, locked while the
 * JVM lives and deleted when it ends. Unlocked ones are of JVMs that were killed; their servers are
 * ended and they are deleted too.
 */
final class TestFolders {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final List<LocalServer> SERVERS = new CopyOnWriteArrayList<>();

  private static @Nullable Path root;

  private TestFolders() {}

  /** A folder that nothing else uses. */
  static Path fresh(String kind) {
    try {
      return Files.createDirectories(root().resolve(kind + "-" + NUMBERS.incrementAndGet()));
    } catch (IOException failure) {
      throw new StackException("No folder for test servers could be made: " + failure, failure);
    }
  }

  /** Kills the server when the JVM ends: nobody will need its data. */
  static void endWithJvm(LocalServer server) {
    SERVERS.add(server);
  }

  private static synchronized Path root() throws IOException {
    if (root == null) {
      Path all =
          Files.createDirectories(
              Path.of(
                  System.getProperty("java.io.tmpdir"),
                  "millrace-tests-" + System.getProperty("user.name")));
      Path mine = all.resolve(Long.toString(ProcessHandle.current().pid()));
      StackLock lock = sweepAndTake(all, mine);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(mine, lock), "end-test-servers"));
      root = mine;
    }
    return root;
  }

  /** One JVM at a time: a folder that is made but not locked yet would look like a dead JVM's. */
  private static StackLock sweepAndTake(Path all, Path mine) throws IOException {
    try (FileChannel turn =
            FileChannel.open(
                all.resolve("turn.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = turn.lock()) {
      sweep(all);
      return StackLock.acquire(mine);
    }
  }

  private static void sweep(Path all) throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(all)) {
      folders = entries.toList();
    }
    for (Path folder : folders) {
      if (StackLock.isStale(folder)) {
        endServersIn(folder);
        Trees.delete(folder);
      }
    }
  }

  private static void endServersIn(Path folder) throws IOException {
    List<Path> records;
    try (Stream<Path> files = Files.walk(folder, 3)) {
      records =
          files
              .filter(file -> file.toString().contains("/run/") && file.toString().endsWith(".pid"))
              .toList();
    }
    for (Path file : records) {
      Optional<ProcessRecord> record = ProcessRecord.read(file);
      record.flatMap(ProcessRecord::process).ifPresent(Signals::kill);
    }
  }

  private static void end(Path mine, StackLock lock) {
    SERVERS.forEach(LocalServer::kill);
    try {
      Trees.delete(mine);
    } catch (IOException left) {
      System.err.println("Test folder not deleted: " + left);
    }
    lock.close();
  }
}
