package io.millrace.ops.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Postgres' data folder: made once, configured at every start, and freed of what a killed server
 * left in it.
 */
record PostgresFolder(Path binaries, ServerPlace place) {

  static final String LOCK = "postmaster.pid";

  /** Where in that file the server's state stands, counted from 0. */
  static final int STATUS_LINE = 7;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  /**
   * Makes the folder under another name first: an initialisation that was killed half-way must not
   * look like a database. The collation compares code points, as "C" does, and still knows the
   * letters of all languages.
   */
  void initialiseOnce() throws IOException, InterruptedException {
    Path data = place.data();
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    place.report("making the database folder");
    Path draft = data.resolveSibling(data.getFileName() + ".draft");
    Trees.delete(draft);
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(
            binaries.resolve("bin/initdb").toString(),
            "--pgdata=" + draft,
            "--username=" + PostgresServer.SUPERUSER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions"));
    if (place.shortLived()) {
      command.add("--no-sync");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    Process initdb = builder.start();
    String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (initdb.waitFor() != 0) {
      throw new StackException("Postgres could not make its folder " + data + ":\n" + output);
    }
    Files.deleteIfExists(data);
    Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Deals with the lock file of a server that was killed. Postgres itself ignores it where its
   * process id is free, but refuses to start where another program has that id by now, which in a
   * container happens soon.
   */
  void removeStaleLock() throws IOException {
    Path lock = place.data().resolve(LOCK);
    if (!Files.exists(lock)) {
      return;
    }
    Optional<ProcessHandle> holder =
        Files.readAllLines(lock).stream()
            .findFirst()
            .map(String::strip)
            .filter(pid -> pid.matches("\\d+"))
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    if (holder.isPresent() && isOurs(holder.get())) {
      place.report("stopping the server that an earlier run left behind");
      Signals.end(holder.get(), "INT", STOP_LIMIT);
    }
    Files.deleteIfExists(lock);
  }

  private boolean isOurs(ProcessHandle holder) {
    ProcessHandle.Info info = holder.info();
    return info.command().orElse("").endsWith("/postgres")
        && info.commandLine().orElse("").contains(place.data().toString());
  }

  /** Written anew at every start; what {@code ALTER SYSTEM} says is kept and wins. */
  void configure() throws IOException {
    boolean statements =
        Files.exists(binaries.resolve("lib/postgresql/pg_stat_statements.so"))
            || Files.exists(binaries.resolve("lib/postgresql/pg_stat_statements.dylib"));
    Files.writeString(
        place.data().resolve("postgresql.conf"),
        """
        # Written anew at every start; ALTER SYSTEM is kept and wins.
        listen_addresses = '%s'
        port = %d
        unix_socket_directories = ''
        max_connections = 200
        shared_buffers = '%s'
        shared_preload_libraries = '%s'
        fsync = on
        synchronous_commit = on
        wal_level = logical
        max_wal_size = '2GB'
        max_replication_slots = 64
        max_wal_senders = 64
        # A slot that nobody reads would otherwise keep the log for ever and fill the disk.
        max_slot_wal_keep_size = '4GB'
        wal_sender_timeout = '10s'
        track_commit_timestamp = off
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        log_checkpoints = off
        """
            .formatted(
                LocalServer.HOST,
                place.port(),
                place.shortLived() ? "64MB" : "256MB",
                statements ? "pg_stat_statements" : ""));
  }

  List<String> serverCommand() {
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(binaries.resolve("bin/postgres").toString(), "-D", place.data().toString()));
    return List.copyOf(command);
  }

  /**
   * Postgres refuses to run as root; in a user namespace of its own it is an ordinary user with
   * root's files.
   */
  private static List<String> asOrdinaryUser() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    if (!Platform.hasCommand("unshare") || !mayUnshare()) {
      throw new StackException(
          "Postgres does not run as root, and no user namespace can be made here (unshare -U)."
              + " Run as an ordinary user, or use a Postgres of your own.");
    }
    return List.of("unshare", "-U");
  }

  private static boolean mayUnshare() {
    try {
      return new ProcessBuilder("unshare", "-U", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException failure) {
      return false;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
