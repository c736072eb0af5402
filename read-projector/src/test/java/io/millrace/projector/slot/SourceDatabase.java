package io.millrace.projector.slot;

import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.PostgresServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.WalPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own, with the platform's tables, on a real server that these tests share. Tests
 * of one stream never see another's slot: slots are named by the stream and belong to a database.
 */
public final class SourceDatabase {

  private final PostgresDatabase database;
  private final DataSource dataSource;
  private final SourcePartition stream;

  private SourceDatabase(PostgresDatabase database) {
    this.database = database;
    var source = new PGSimpleDataSource();
    source.setURL(database.jdbcUrl());
    source.setUser(database.user());
    source.setPassword(database.password());
    this.dataSource = source;
    this.stream = new SourcePartition(database.name(), 0);
  }

  // Not the shared one: some tests change the server's settings.
  private static final class Server {
    static final PostgresServer INSTANCE = TestStack.ownPostgres();
  }

  /** A new database with {@code item} in the publication {@code millrace}. */
  public static SourceDatabase create() {
    var database =
        new SourceDatabase(Server.INSTANCE.createDatabase(TestStack.freshName("source")));
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

  public PostgresDatabase database() {
    return database;
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public SourcePartition stream() {
    return stream;
  }

  public String slot() {
    return stream.slotName();
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
    return text(
        "select %s from millrace.replication where source = '%s'"
            .formatted(column, stream.source()));
  }
}
