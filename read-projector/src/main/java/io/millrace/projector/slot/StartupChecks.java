package io.millrace.projector.slot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Looks, before a projector starts, for settings of the database that would bite later. */
public final class StartupChecks {

  private static final String DEFAULT_IDENTITY = "d";
  private static final String FULL_IDENTITY = "f";

  private final DataSource dataSource;
  private final String publication;
  private final Collection<String> tables;

  /**
   * Checks of one database.
   *
   * @param publication the publication that the change source reads
   * @param tables the source tables of all read models, {@code schema.name}
   */
  public StartupChecks(DataSource dataSource, String publication, Collection<String> tables) {
    this.dataSource = dataSource;
    this.publication = publication;
    this.tables = List.copyOf(tables);
  }

  /**
   * All findings, errors first.
   *
   * @throws SlotQueryException when the database does not answer
   */
  public List<StartupFinding> run() {
    var findings = new ArrayList<StartupFinding>();
    try (var connection = dataSource.getConnection()) {
      checkSettings(connection, findings);
      checkPublication(connection, findings);
    } catch (SQLException failure) {
      throw new SlotQueryException("Checking the database", failure);
    }
    findings.sort(Comparator.comparing(StartupFinding::severity));
    return List.copyOf(findings);
  }

  private static void checkSettings(Connection connection, List<StartupFinding> findings)
      throws SQLException {
    var walLevel = setting(connection, "wal_level");
    if (!walLevel.equals("logical")) {
      findings.add(
          StartupFinding.error(
              "wal_level is %s; changes can't be decoded.".formatted(walLevel),
              "alter system set wal_level = logical, then restart Postgres"));
    }
    if (setting(connection, "max_slot_wal_keep_size").equals("-1")) {
      findings.add(
          StartupFinding.warning(
              "max_slot_wal_keep_size is unlimited: while the projector is away, the write-ahead log"
                  + " grows until the disk is full.",
              "alter system set max_slot_wal_keep_size to what the disk can spare, for example"
                  + " '50GB', then select pg_reload_conf(); a longer outage then leads to a rebuild"));
    }
    var idle = setting(connection, "idle_replication_slot_timeout");
    if (!idle.isEmpty() && !idle.equals("0")) {
      findings.add(
          StartupFinding.warning(
              "idle_replication_slot_timeout is %s: a projector that is stopped for longer loses its"
                      .formatted(idle)
                  + " slot.",
              "alter system set idle_replication_slot_timeout = 0, then select pg_reload_conf()"));
    }
    for (var durable : List.of("fsync", "synchronous_commit")) {
      if (setting(connection, durable).equals("off")) {
        findings.add(
            StartupFinding.warning(
                "%s is off: after a crash of Postgres, read models can hold what the database lost."
                    .formatted(durable),
                "alter system set %s = on, then select pg_reload_conf()".formatted(durable)));
      }
    }
  }

  private void checkPublication(Connection connection, List<StartupFinding> findings)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select pubinsert and pubupdate and pubdelete and pubtruncate
            from pg_publication where pubname = ?
            """)) {
      statement.setString(1, publication);
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          findings.add(
              StartupFinding.error(
                  "Publication %s does not exist.".formatted(publication), "./millrace migrate"));
          return;
        }
        if (!rows.getBoolean(1)) {
          findings.add(
              StartupFinding.error(
                  "Publication %s does not publish every operation.".formatted(publication),
                  "alter publication %s set (publish = 'insert, update, delete, truncate')"
                      .formatted(publication)));
        }
      }
    }
    var identities = identities(connection);
    var missing = new TreeSet<>(tables);
    missing.removeAll(identities.keySet());
    for (var table : missing) {
      findings.add(
          StartupFinding.error(
              "Publication %s does not contain %s: its changes would never arrive."
                  .formatted(publication, table),
              "./millrace migrate, or alter publication %s add table %s"
                  .formatted(publication, table)));
    }
    identities.forEach(
        (table, identity) -> {
          if (!identity.equals(FULL_IDENTITY) && tables.contains(table)) {
            findings.add(weakIdentity(table, identity));
          }
        });
  }

  private static StartupFinding weakIdentity(String table, String identity) {
    var fix = "alter table %s replica identity full".formatted(table);
    return identity.equals(DEFAULT_IDENTITY)
        ? StartupFinding.warning(
            "%s has REPLICA IDENTITY DEFAULT: a row that moves from one parent to another leaves the"
                    .formatted(table)
                + " old parent's document stale.",
            fix)
        : StartupFinding.warning(
            "%s has REPLICA IDENTITY %s: old images lack columns."
                .formatted(table, identity.equals("n") ? "NOTHING" : "USING INDEX"),
            fix);
  }

  /** Replica identities of the publication's tables by {@code schema.name}. */
  private TreeMap<String, String> identities(Connection connection) throws SQLException {
    var identities = new TreeMap<String, String>();
    try (var statement =
        connection.prepareStatement(
            """
            select p.schemaname || '.' || p.tablename, c.relreplident::text
            from pg_publication_tables p
            join pg_namespace n on n.nspname = p.schemaname
            join pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
            where p.pubname = ?
            """)) {
      statement.setString(1, publication);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          identities.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return identities;
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (var statement =
        connection.prepareStatement("select coalesce(current_setting(?, true), '')")) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
