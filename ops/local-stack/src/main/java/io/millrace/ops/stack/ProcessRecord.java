package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a stack writes down about a server that it has started, so that the next one finds it where
 * the first died without stopping it. A process id alone proves nothing (ids are used again, in
 * containers soon); id and start time together name one process.
 *
 * @param pid the operating system's id
 * @param started when the process began
 */
record ProcessRecord(long pid, Instant started) {

  /**
   * The clock of process start times is reckoned from boot and moves when the machine's clock is
   * set.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static void write(Path file, ProcessHandle process) throws IOException {
    Instant started = process.info().startInstant().orElse(Instant.EPOCH);
    Files.createDirectories(file.getParent());
    Files.writeString(file, process.pid() + " " + started.toEpochMilli());
  }

  static Optional<ProcessRecord> read(Path file) throws IOException {
    try {
      String[] words = Files.readString(file).strip().split(" ", -1);
      return Optional.of(
          new ProcessRecord(
              Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException halfWritten) {
      return Optional.empty();
    }
  }

  /** The recorded process, where it is still running and the same. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(Liveness::runs)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                    .orElse(false));
  }
}
