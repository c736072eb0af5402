package io.millrace.write.derivation;

import java.time.Duration;

/**
 * The bounds of a derivation.
 *
 * @param keysPerStatement the most keys of one statement; a larger batch is several statements in
 *     one snapshot
 * @param connections how many connections derive one batch, all in its snapshot; the first is
 *     joined by others where the batch is more than one statement
 * @param statementTimeout how long one statement may run
 * @param visibilityTimeout how long new snapshots are begun until one sees what it must see
 */
public record DerivationSettings(
    int keysPerStatement, int connections, Duration statementTimeout, Duration visibilityTimeout) {

  /** What is right for most: 250 keys, 3 connections, 30 s, 10 s. */
  public static final DerivationSettings DEFAULT =
      new DerivationSettings(250, 3, Duration.ofSeconds(30), Duration.ofSeconds(10));

  public DerivationSettings {
    if (keysPerStatement < 1
        || connections < 1
        || statementTimeout.toMillis() < 1
        || visibilityTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "A derivation's bounds are positive: %d keys, %d connections, %s, %s"
              .formatted(keysPerStatement, connections, statementTimeout, visibilityTimeout));
    }
  }
}
