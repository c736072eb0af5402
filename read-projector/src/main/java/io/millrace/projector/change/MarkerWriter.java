package io.millrace.projector.change;

import io.millrace.projector.slot.SlotQueryException;
import io.millrace.write.position.WalPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the source's own markers over a connection of its own: nonces, and one each interval. */
final class MarkerWriter implements AutoCloseable {

  /** The prefix of the platform's markers. */
  static final String PREFIX = "millrace";

  private static final Logger log = LoggerFactory.getLogger(MarkerWriter.class);

  private final DataSource dataSource;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("millrace-markers").factory());
  private @Nullable Connection connection;
  private long count;

  MarkerWriter(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Begins to write a marker each interval, until closed. */
  void every(Duration interval, long generation) {
    schedule.scheduleAtFixedRate(
        () -> writeInterval(generation), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Writes a marker and flushes the log.
   *
   * @return its position, with which it arrives
   * @throws SlotQueryException when the database does not answer
   */
  synchronized WalPosition write(String content) {
    try {
      return emit(content);
    } catch (SQLException failure) {
      disconnect();
      throw new SlotQueryException("Writing a marker", failure);
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    synchronized (this) {
      disconnect();
    }
  }

  private void writeInterval(long generation) {
    try {
      write("interval " + generation + " " + ++count);
    } catch (SlotQueryException failure) {
      log.warn("No marker was written: {}", failure.getMessage());
    }
  }

  private WalPosition emit(String content) throws SQLException {
    var open = connection;
    if (open == null) {
      open = dataSource.getConnection();
      open.setAutoCommit(true);
      connection = open;
    }
    try (var statement =
        open.prepareStatement("select pg_logical_emit_message(false, ?, ?, true)::text")) {
      statement.setString(1, PREFIX);
      statement.setString(2, content);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return WalPosition.parse(rows.getString(1));
      }
    }
  }

  private void disconnect() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException gone) {
        log.debug("The markers' connection was gone already", gone);
      }
    }
  }
}
