package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One stack per folder. The operating system holds the lock and gives it back when the owner dies,
 * however it dies, so the files that a kill -9 leaves behind mean nothing; {@code stack.pid} only
 * names the owner for messages.
 */
final class StackLock implements AutoCloseable {

  /**
   * The folders that this process holds. They are not even opened a second time: closing any
   * descriptor of a file gives back all locks that the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private StackLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @throws StackException where a running stack has it
   */
  static StackLock acquire(Path folder) {
    if (!HELD.add(folder)) {
      throw inUse(folder, Optional.of(ProcessHandle.current().pid()));
    }
    Optional<StackLock> lock = Optional.empty();
    try {
      lock = tryAcquire(folder);
      if (lock.isPresent()) {
        Files.writeString(ownerFile(folder), Long.toString(ProcessHandle.current().pid()));
      }
    } catch (IOException failure) {
      throw new StackException("The folder " + folder + " can't be written: " + failure, failure);
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(folder);
      }
    }
    return lock.orElseThrow(() -> inUse(folder, recordedOwner(folder)));
  }

  /** The process whose stack has the folder now, if one has. */
  static Optional<Long> owner(Path folder) {
    return isHeld(folder) ? recordedOwner(folder) : Optional.empty();
  }

  /** Whether a stack was here and its owner is dead. */
  static boolean isStale(Path folder) {
    return Files.exists(lockFile(folder)) && !isHeld(folder);
  }

  private static boolean isHeld(Path folder) {
    if (HELD.contains(folder)) {
      return true;
    }
    if (!Files.exists(lockFile(folder))) {
      return false;
    }
    try {
      Optional<StackLock> lock = tryAcquire(folder);
      lock.ifPresent(StackLock::close);
      return lock.isEmpty();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static Optional<StackLock> tryAcquire(Path folder) throws IOException {
    Files.createDirectories(lockFile(folder).getParent());
    FileChannel channel =
        FileChannel.open(lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new StackLock(folder, channel));
  }

  private static Optional<Long> recordedOwner(Path folder) {
    try {
      return Optional.of(Long.valueOf(Files.readString(ownerFile(folder)).strip()));
    } catch (IOException | NumberFormatException unknown) {
      return Optional.empty();
    }
  }

  private static StackException inUse(Path folder, Optional<Long> owner) {
    return new StackException(
        "The folder %s is in use by a running stack%s. Stop that one first, or give another folder."
            .formatted(folder, owner.map(pid -> " (process " + pid + ")").orElse("")));
  }

  private static Path lockFile(Path folder) {
    return folder.resolve("run").resolve("stack.lock");
  }

  private static Path ownerFile(Path folder) {
    return folder.resolve("run").resolve("stack.pid");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The lock goes with the process at the latest.
    } finally {
      HELD.remove(folder);
    }
  }
}
