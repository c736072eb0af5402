package io.millrace.ops.run;

import io.millrace.ops.stack.Liveness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Keeps one application of a workspace's run stopped while a command works on what it works on. The
 * command and the supervisor speak through two files: the command's names its process, so that one
 * that was killed holds nothing; the supervisor's says that the application has ended.
 */
public final class ApplicationHold implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path wish;

  private ApplicationHold(Path wish) {
    this.wish = wish;
  }

  /**
   * Asks the supervisor to stop the application, and waits until it has; a halted one is held from
   * being started. It is started again when the hold is closed.
   *
   * @throws ApplicationFailedException when it does not end in time
   */
  public static ApplicationHold take(Workspace workspace, Application application)
      throws IOException, InterruptedException {
    var wish = workspace.holdFile(application);
    Files.writeString(wish, Long.toString(ProcessHandle.current().pid()));
    var hold = new ApplicationHold(wish);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(answer(wish))) {
      if (System.nanoTime() > deadline) {
        hold.close();
        throw new ApplicationFailedException(
            "The %s was not stopped within %d s".formatted(application.name(), LIMIT.toSeconds()));
      }
      Thread.sleep(PAUSE);
    }
    return hold;
  }

  /** Whether a living command wants the application stopped. */
  static boolean wanted(Path wish) {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(wish).strip()))
          .filter(Liveness::runs)
          .isPresent();
    } catch (IOException | NumberFormatException nobody) {
      return false;
    }
  }

  /** Tells the command whether the application has ended. */
  static void answer(Path wish, boolean ended) throws IOException {
    if (ended) {
      Files.createFile(answer(wish));
    } else {
      Files.deleteIfExists(answer(wish));
    }
  }

  private static Path answer(Path wish) {
    return wish.resolveSibling(wish.getFileName() + ".held");
  }

  /** Lets the application start again. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(wish);
  }
}
