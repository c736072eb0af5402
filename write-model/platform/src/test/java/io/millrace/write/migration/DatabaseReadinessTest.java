package io.millrace.write.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.TestStack;
import io.millrace.write.Library;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DESIGN.md section 5, "Life of a process": a ready API's database suits it. */
class DatabaseReadinessTest {

  @Test
  void everyReadModelIsFilledOnceInTheVersionOfTheCatalog() throws SQLException {
    try (var library = Library.open()) {
      assertThat(missing(library))
          .containsExactlyInAnyOrder(
              "the first backfill of read model Author",
              "the first backfill of read model Book",
              "the first backfill of read model Holding");
      fill(library, "Author", Library.model("Author").hash(), "now()");
      fill(library, "Book", "0123456789", "now()");
      fill(library, "Holding", Library.model("Holding").hash(), "null");
      assertThat(missing(library))
          .containsExactlyInAnyOrder(
              "the first backfill of read model Book", "the first backfill of read model Holding");
    }
  }

  @Test
  void everyMigrationOfTheClassPathIsAppliedAndANewerOneDoesNoHarm() throws SQLException {
    try (var library = filled()) {
      assertThat(missing(library)).isEmpty();
      library.execute(
          """
          update millrace.flyway_schema_history set version = '2000.1' where version = '2';
          update public.flyway_schema_history set success = false where version = '1'""");
      assertThat(missing(library))
          .containsExactly(
              "migration 2 of schema millrace; ./millrace migrate helps",
              "migration 1 of schema public; ./millrace migrate helps");
    }
  }

  @Test
  void aBaselineStandsForWhatCameBefore() throws SQLException {
    try (var library = filled()) {
      library.execute(
          "update public.flyway_schema_history set version = '3', type = 'BASELINE'"
              + " where version = '1'");
      assertThat(missing(library)).isEmpty();
    }
  }

  @Test
  void aDatabaseThatWasNeverMigratedSuitsNobody() {
    var database = TestStack.shared().freshDatabase("empty");
    assertThat(missing(connections(database.r2dbcUrl(), database.user(), database.password())))
        .singleElement()
        .asString()
        .contains("./millrace migrate");
  }

  @Test
  void whoRunsCommandsMayAsk() throws SQLException {
    try (var library = filled();
        var owner = library.database().connect()) {
      LoginRoles.create(owner);
      assertThat(missing(connections(library.database().r2dbcUrl(), LoginRoles.API, ""))).isEmpty();
    }
  }

  private static Library filled() {
    var library = Library.open();
    Library.catalog()
        .readModels()
        .values()
        .forEach(model -> fill(library, model.type(), model.hash(), "now()"));
    return library;
  }

  private static void fill(Library library, String model, String hash, String moment) {
    library.execute(
        "insert into millrace.read_model (model, hash, definition, backfilled_at)"
            + " values ('%s', '%s', '{}', %s)".formatted(model, hash, moment));
  }

  private static List<String> missing(Library library) {
    return missing(library.pool());
  }

  private static List<String> missing(ConnectionFactory connections) {
    return Library.await(
        new DatabaseReadiness(
                Library.catalog(), connections, DatabaseReadinessTest.class.getClassLoader())
            .missing());
  }

  private static ConnectionFactory connections(String url, String user, String password) {
    return ConnectionFactories.get(
        ConnectionFactoryOptions.parse(url)
            .mutate()
            .option(ConnectionFactoryOptions.USER, user)
            .option(ConnectionFactoryOptions.PASSWORD, password)
            .build());
  }
}
