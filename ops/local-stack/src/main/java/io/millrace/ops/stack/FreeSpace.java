package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks how much room there is; a parameter so that a test can fill the disk without filling it. */
@FunctionalInterface
public interface FreeSpace {

  /** Gives the bytes that this user may still write to the file system of an existing folder. */
  long usableBytes(Path folder) throws IOException;

  /** The operating system's answer. */
  static FreeSpace ofFileSystem() {
    return folder -> Files.getFileStore(folder).getUsableSpace();
  }

  /**
   * Refuses to start where the servers would soon fail to write, which is harder to understand.
   *
   * @throws StackException where there is less than needed
   */
  default void require(Path folder, long neededBytes) {
    long usable;
    try {
      usable = usableBytes(folder);
    } catch (IOException unknown) {
      throw new StackException("The free space of " + folder + " can't be read", unknown);
    }
    if (usable < neededBytes) {
      throw new StackException(
          "The disk of %s has %d MB free and the servers need %d MB to start. Free some space, or give another folder."
              .formatted(folder, usable >> 20, neededBytes >> 20));
    }
  }
}
