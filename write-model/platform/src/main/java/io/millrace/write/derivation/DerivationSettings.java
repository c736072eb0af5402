package io.millrace.write.derivation;

import java.time.Duration;

/**
 * The bounds of a derivation.
 *
 * @param keysPerStatement the most keys of one statement; a larger batch is several statements in
 *     one snapshot
 * @param statementTimeout how long one statement may run
 * @param visibilityTimeout how long new snapshots are begun until one sees what it must see
 */
public record DerivationSettings(
    int keysPerStatement, Duration statementTimeout, Duration visibilityTimeout) {

  /** What is right for most: 1,000 keys, 30 s, 10 s. */
  public static final DerivationSettings DEFAULT =
      new DerivationSettings(1_000, Duration.ofSeconds(30), Duration.ofSeconds(10));

  public DerivationSettings {
    if (keysPerStatement < 1 || statementTimeout.toMillis() < 1 || visibilityTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "A derivation's bounds are positive: %d keys, %s, %s"
              .formatted(keysPerStatement, statementTimeout, visibilityTimeout));
    }
  }
}
