package io.millrace.projector.change;

import java.time.Duration;
import java.util.Map;

/**
 * How to follow a database's changes.
 *
 * @param host of the primary
 * @param port of the primary
 * @param database its name
 * @param user a role with REPLICATION
 * @param password of the role
 * @param driverProperties more properties for the driver, for example {@code sslmode}
 * @param publication the publication to read; {@code migrate} keeps it
 * @param transactionRows transactions of up to so many rows are never split
 * @param batchRows small transactions are put together up to so many rows
 * @param acknowledgeBehind how far the slot stays behind what was acknowledged
 * @param markerInterval how often a marker is written, so that positions and slot move when nobody
 *     writes
 * @param minBackoff the wait before the first new engine after a lost connection
 * @param maxBackoff the longest wait between engines
 */
public record ChangeSourceSettings(
    String host,
    int port,
    String database,
    String user,
    String password,
    Map<String, String> driverProperties,
    String publication,
    int transactionRows,
    int batchRows,
    Duration acknowledgeBehind,
    Duration markerInterval,
    Duration minBackoff,
    Duration maxBackoff) {

  public ChangeSourceSettings {
    if (transactionRows < 1 || batchRows < 1) {
      throw new IllegalArgumentException("A batch holds at least one row");
    }
    if (acknowledgeBehind.isNegative()
        || !markerInterval.isPositive()
        || !minBackoff.isPositive()
        || maxBackoff.compareTo(minBackoff) < 0) {
      throw new IllegalArgumentException(
          "acknowledge-behind is not negative, intervals are positive, max-backoff is not below"
              + " min-backoff");
    }
    driverProperties = Map.copyOf(driverProperties);
  }

  /** The defaults for a database, with the publication {@code millrace}. */
  public static ChangeSourceSettings of(
      String host, int port, String database, String user, String password) {
    return new ChangeSourceSettings(
        host,
        port,
        database,
        user,
        password,
        Map.of(),
        "millrace",
        10_000,
        8_192,
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        Duration.ofSeconds(15));
  }

  /** The same with another distance between acknowledgement and slot. */
  public ChangeSourceSettings withAcknowledgeBehind(Duration behind) {
    return new ChangeSourceSettings(
        host,
        port,
        database,
        user,
        password,
        driverProperties,
        publication,
        transactionRows,
        batchRows,
        behind,
        markerInterval,
        minBackoff,
        maxBackoff);
  }
}
