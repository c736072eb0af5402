package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Postgres 18 with logical decoding, durable as in production ({@code fsync} and {@code
 * synchronous_commit} on). Its superuser is {@code postgres}; connections over the loopback
 * interface are trusted.
 */
public final class PostgresServer extends LocalServer {

  static final String SUPERUSER = "postgres";

  PostgresServer(ServerPlace place) {
    // SIGINT is Postgres' fast shutdown: it does not wait for clients to leave.
    super(place, "INT");
  }

  /** The address of the database {@code postgres}, as psql takes it. */
  @Override
  public String uri() {
    return database(SUPERUSER).uri();
  }

  /** The addresses of a database, whether it exists or not. */
  public PostgresDatabase database(String name) {
    return new PostgresDatabase(HOST, port(), name, SUPERUSER, SUPERUSER);
  }

  /** Creates an empty database. */
  public PostgresDatabase createDatabase(String name) {
    database(SUPERUSER).execute("create database \"" + name.replace("\"", "\"\"") + "\"");
    return database(name);
  }

  /** Deletes a database, throwing out whoever uses it; logical slots in it go too. */
  public void dropDatabase(String name) {
    PostgresDatabase maintenance = database(SUPERUSER);
    String literal = "'" + name.replace("'", "''") + "'";
    // A slot keeps its database from being dropped, and an active one can't be dropped either.
    maintenance.execute(
        """
        select pg_terminate_backend(active_pid) from pg_replication_slots
          where database = %1$s and active;
        select pg_drop_replication_slot(slot_name) from pg_replication_slots
          where database = %1$s and not active
        """
            .formatted(literal));
    maintenance.execute(
        "drop database if exists \"" + name.replace("\"", "\"\"") + "\" with (force)");
  }

  @Override
  List<String> prepare() throws IOException, InterruptedException {
    PostgresFolder folder = new PostgresFolder(Binaries.ofThisMachine().postgres(), place());
    folder.initialiseOnce();
    folder.removeStaleLock();
    folder.configure();
    return folder.serverCommand();
  }

  /** The server says so itself, in the file that {@code pg_ctl} waits for too. */
  @Override
  boolean answers() {
    try {
      Path status = place().data().resolve(PostgresFolder.LOCK);
      List<String> lines = Files.readAllLines(status);
      return lines.size() > PostgresFolder.STATUS_LINE
          && lines.get(PostgresFolder.STATUS_LINE).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }
}
