package io.millrace.api.persisted;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which documents run, and which are remembered.
 *
 * @param mode {@code open}: every document; {@code log-unknown}: every document, and those that
 *     nobody has published are logged and counted; {@code trusted-only}: published ones alone
 * @param automatic whether a document is remembered that is sent with its hash (automatic persisted
 *     queries); never in the mode {@code trusted-only}
 * @param maxBytes the longest document that is remembered, in bytes
 * @param keep how long a document is remembered after its last use
 * @param localBytes about how many bytes of remembered documents a node keeps itself
 * @param registrationsPerMinute how many new documents of one client are remembered in a minute;
 *     what comes beyond is answered and forgotten
 * @param refresh how long it takes at most until a newly published document is known
 */
@ConfigurationProperties("millrace.api.persisted")
record PersistedProperties(
    @DefaultValue("open") Mode mode,
    @DefaultValue("true") boolean automatic,
    @DefaultValue("32768") int maxBytes,
    @DefaultValue("7d") Duration keep,
    @DefaultValue("33554432") long localBytes,
    @DefaultValue("60") int registrationsPerMinute,
    @DefaultValue("1s") Duration refresh) {

  /** Which documents run. */
  enum Mode {
    OPEN,
    LOG_UNKNOWN,
    TRUSTED_ONLY
  }

  PersistedProperties {
    positive("max-bytes", maxBytes);
    positive("keep", keep.toMillis());
    positive("local-bytes", localBytes);
    positive("registrations-per-minute", registrationsPerMinute);
    positive("refresh", refresh.toMillis());
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "millrace.api.persisted.%s must be positive, not %d".formatted(name, value));
    }
  }

  boolean remembers() {
    return automatic && mode != Mode.TRUSTED_ONLY;
  }
}
