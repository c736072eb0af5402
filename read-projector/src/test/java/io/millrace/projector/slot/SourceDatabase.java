package io.millrace.projector.slot;

import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.WalPosition;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database of its own, with the platform's tables, on a real server that all tests share. Tests
 * of one stream never see another's slot: slots are named by the stream and belong to a database.
 */
public final class SourceDatabase {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final DataSource dataSource;
  private final SourcePartition stream;

  private SourceDatabase(String name) {
    this.name = name;
    this.dataSource = Server.INSTANCE.getDatabase("postgres", name);
    this.stream = new SourcePartition(name, 0);
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("wal_level", "logical")
            .setServerConfig("max_wal_senders", "20")
            .setServerConfig("max_replication_slots", "40")
            .setServerConfig("max_connections", "100")
            .start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** A new database with {@code item} in the publication {@code millrace}. */
  public static SourceDatabase create() {
    var name = "t" + COUNT.incrementAndGet() + "_" + ProcessHandle.current().pid();
    try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    var database = new SourceDatabase(name);
    database.sql("create schema millrace");
    database.sql("set search_path = millrace; " + migration());
    database.sql("create table item (id bigint primary key, name text, parent_id bigint)");
    database.sql("alter table item replica identity full");
    database.sql("create publication millrace for table item");
    return database;
  }

  private static String migration() {
    var path = "/io/millrace/write/migration/V1__platform.sql";
    try (var stream = Objects.requireNonNull(SourceDatabase.class.getResourceAsStream(path))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String name() {
    return name;
  }

  public int port() {
    return Server.INSTANCE.getPort();
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public SourcePartition stream() {
    return stream;
  }

  public String slot() {
    return ReplicationSlot.nameOf(stream);
  }

  public SlotOwnership ownership() {
    return ownership(Duration.ofSeconds(15));
  }

  public SlotOwnership ownership(Duration heldWait) {
    return new SlotOwnership(dataSource, stream, heldWait);
  }

  public Connection connect() throws SQLException {
    return dataSource.getConnection();
  }

  /** Runs a statement in a transaction of its own. */
  public void sql(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** The first column of the first row as text; "null" for null, "" for no row. */
  public String text(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  public long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** Where the slot stands. */
  public WalPosition confirmed() {
    return WalPosition.parse(
        text(
            "select confirmed_flush_lsn from pg_replication_slots where slot_name = '%s'"
                .formatted(slot())));
  }

  public WalPosition now() {
    return WalPosition.parse(text("select pg_current_wal_flush_lsn()"));
  }

  public boolean slotExists() {
    return !text("select 1 from pg_replication_slots where slot_name = '%s'".formatted(slot()))
        .isEmpty();
  }

  public void dropSlot() {
    sql("select pg_drop_replication_slot('%s')".formatted(slot()));
  }

  /** Cuts the replication connection. */
  public void cut() {
    sql(
        """
        select pg_terminate_backend(active_pid) from pg_replication_slots
        where slot_name = '%s' and active_pid is not null
        """
            .formatted(slot()));
  }

  /** A column of the stream's row in {@code millrace.replication}. */
  public String recorded(String column) {
    return text("select %s from millrace.replication where source = '%s'".formatted(column, name));
  }
}
