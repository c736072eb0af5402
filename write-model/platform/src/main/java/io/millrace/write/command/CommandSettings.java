package io.millrace.write.command;

import java.time.Duration;

/**
 * The bounds of a command.
 *
 * @param timeout how long a caller waits before the outcome is called unknown
 * @param statementTimeout how long one statement may run, waiting for locks included
 * @param attempts how often a command is tried that Postgres ends for a conflict (SQLSTATE 40001,
 *     40P01), the first included
 * @param markerTimeout how long a marker may take
 * @param keepKeys how long an idempotency key makes a command safe to repeat
 */
public record CommandSettings(
    Duration timeout,
    Duration statementTimeout,
    int attempts,
    Duration markerTimeout,
    Duration keepKeys) {

  /** What is right for most: 10 s, 5 s, 4 attempts, 2 s, a day. */
  public static final CommandSettings DEFAULT =
      new CommandSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          4,
          Duration.ofSeconds(2),
          Duration.ofDays(1));

  public CommandSettings {
    if (timeout.toMillis() < 1
        || statementTimeout.toMillis() < 1
        || attempts < 1
        || markerTimeout.toMillis() < 1
        || keepKeys.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "A command's bounds are positive: %s, %s, %d attempts, %s, %s"
              .formatted(timeout, statementTimeout, attempts, markerTimeout, keepKeys));
    }
  }
}
