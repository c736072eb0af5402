package io.millrace.write.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.write.Library;
import io.millrace.write.position.SourcePartition;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MigrationTest {

  private static final String PUBLISHED =
      "select string_agg(tablename, ',' order by tablename) from pg_publication_tables"
          + " where pubname = 'millrace'";

  @Test
  void theChangeStreamIsPreparedAndASecondMigrationChangesNothing() throws SQLException {
    try (var library = Library.open()) {
      assertThat(library.query(PUBLISHED)).isEqualTo("author,book,holding");
      assertThat(
              library.query(
                  "select string_agg(relreplident::text, '') from pg_class"
                      + " where relname in ('author', 'book', 'holding')"))
          .isEqualTo("fff");
      library.execute(
          """
          create table older (id int primary key);
          alter publication millrace add table older;
          update millrace.replication set epoch = 5""");

      var database = library.database();
      var again =
          Migration.migrate(
              database.jdbcUrl(), database.user(), database.password(), Library.catalog());

      assertThat(again.platformScripts() + again.domainScripts()).isZero();
      assertThat(library.query(PUBLISHED)).isEqualTo("author,book,holding,older");
      assertThat(library.query("select epoch from millrace.replication where source = 'main'"))
          .isEqualTo("5");
    }
  }

  @Test
  void eachRoleMayDoItsPartAndNoMore() throws SQLException {
    try (var library = Library.open();
        var connection = library.database().connect();
        var statement = connection.createStatement()) {
      statement.execute("set role millrace_write");
      statement.execute("update book set title = title");
      statement.execute("insert into book (isbn, title, author_id) values ('r', 'R', 1)");
      statement.execute(
          "select pg_logical_emit_message(false, 'millrace', '', true), system_identifier,"
              + " pg_walfile_name(pg_current_wal_lsn()) from pg_control_system()");
      assertThat(refused(statement, "update millrace.replication set epoch = 9")).isTrue();

      statement.execute("set role millrace_derive");
      statement.execute("select epoch from millrace.replication, book");
      assertThat(refused(statement, "update book set title = title")).isTrue();
    }
  }

  @Test
  void whoDerivesMayReadEverythingAndWriteNothing() throws SQLException {
    try (var library = Library.open()) {
      try (var connection = loggedIn(library, LoginRoles.READER);
          var statement = connection.createStatement()) {
        statement.execute("select epoch from millrace.replication, book, author, holding");
        assertThat(refused(statement, "update book set title = title")).isTrue();
        assertThat(refused(statement, "insert into author values (77, 'A')")).isTrue();
        assertThat(refused(statement, "delete from holding")).isTrue();
        assertThat(refused(statement, "update millrace.replication set epoch = 9")).isTrue();
        assertThat(refused(statement, "create table mine ()")).isTrue();
      }
    }
  }

  @Test
  void whoRunsCommandsMayMakeNeitherASlotNorATable() throws SQLException {
    try (var library = Library.open()) {
      try (var connection = loggedIn(library, LoginRoles.API);
          var statement = connection.createStatement()) {
        statement.execute("update book set title = title");
        statement.execute("insert into book (isbn, title, author_id) values ('l', 'L', 1)");
        statement.execute("delete from millrace.idempotency");
        statement.execute(
            "insert into millrace.field_usage as known values (current_date, 'c', true, 'v', 'T.f', 1, now())"
                + " on conflict (day, client, proven, version, coordinate)"
                + " do update set operations = known.operations + excluded.operations");
        statement.execute("delete from millrace.field_usage");
        assertThat(
                refused(
                    statement, "select pg_create_logical_replication_slot('stolen', 'pgoutput')"))
            .isTrue();
        assertThat(refused(statement, "create table mine ()")).isTrue();
        assertThat(refused(statement, "alter table book add column mine int")).isTrue();
        assertThat(refused(statement, "drop publication millrace")).isTrue();
        assertThat(refused(statement, "update millrace.replication set epoch = 9")).isTrue();
      }
    }
  }

  @Test
  void whoProjectsMayNotTouchTheDomainsTables() throws SQLException {
    try (var library = Library.open()) {
      try (var connection = loggedIn(library, LoginRoles.PROJECTOR);
          var statement = connection.createStatement()) {
        statement.execute("update millrace.replication set epoch = epoch");
        assertThat(refused(statement, "update book set title = title")).isTrue();
        assertThat(refused(statement, "select from book")).isTrue();
        assertThat(refused(statement, "create table mine ()")).isTrue();
      }
    }
  }

  @Test
  void theStreamIsRegisteredWithTheNameOfItsSlot() throws Exception {
    try (var library = Library.open()) {
      assertThat(library.query("select slot_name from millrace.replication"))
          .isEqualTo(SourcePartition.MAIN.slotName())
          .isEqualTo("millrace_main_0");
    }
  }

  private static Connection loggedIn(Library library, String user) throws SQLException {
    try (var owner = library.database().connect()) {
      LoginRoles.create(owner);
      LoginRoles.create(owner);
    }
    return DriverManager.getConnection(library.database().jdbcUrl(), user, "");
  }

  private static boolean refused(java.sql.Statement statement, String sql) {
    try {
      statement.execute(sql);
      return false;
    } catch (SQLException denied) {
      return "42501".equals(denied.getSQLState());
    }
  }
}
