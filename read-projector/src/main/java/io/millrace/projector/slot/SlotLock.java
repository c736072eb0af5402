package io.millrace.projector.slot;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The right to try for a stream's slot, which one process has at a time: an advisory lock of
 * Postgres on a connection of its own, free as soon as its holder is gone, however it went. It
 * decides who waits. Who may write is decided by the generation, which also fences a holder whose
 * connection was lost without its noticing.
 */
public final class SlotLock implements AutoCloseable {

  private static final int ANSWER_LIMIT_MILLIS = 10_000;

  /** The server finds within about ten seconds that a holder's machine is gone. */
  private static final String NOTICE_LOSS =
      """
      set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;
      set idle_session_timeout = 0""";

  private final DataSource dataSource;
  private final String name;
  private @Nullable Connection connection;
  private boolean held;

  SlotLock(DataSource dataSource, String slot) {
    this.dataSource = dataSource;
    this.name = "millrace.slot." + slot;
  }

  /**
   * Takes the lock where nobody has it, and looks whether it is still there where it was taken.
   *
   * @return false while another process has it
   * @throws SlotQueryException when the database does not answer; nothing is held then
   */
  public synchronized boolean hold() {
    try {
      var asking = connected();
      held = held ? answers(asking) : taken(asking);
      return held;
    } catch (SQLException failure) {
      close();
      throw new SlotQueryException("Asking for the lock of the slot", failure);
    }
  }

  private Connection connected() throws SQLException {
    var current = connection;
    if (current == null) {
      current = dataSource.getConnection();
      connection = current;
      current.setNetworkTimeout(Runnable::run, ANSWER_LIMIT_MILLIS);
      try (var statement = current.createStatement()) {
        statement.execute(NOTICE_LOSS);
      }
    }
    return current;
  }

  /** The lock lives as long as its session does. */
  private static boolean answers(Connection asking) throws SQLException {
    try (var statement = asking.createStatement()) {
      return statement.execute("select 1");
    }
  }

  private boolean taken(Connection asking) throws SQLException {
    try (var statement =
        asking.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /** Lets another process have it. */
  @Override
  public synchronized void close() {
    held = false;
    var last = connection;
    connection = null;
    if (last != null) {
      try {
        last.close();
      } catch (SQLException gone) {
        // So is the lock.
      }
    }
  }
}
