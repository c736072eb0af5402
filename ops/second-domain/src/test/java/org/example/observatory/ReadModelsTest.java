package org.example.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.write.check.DatabaseCheck;
import io.millrace.write.migration.Migration;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The observatory's SDL, statements and tables, against each other. */
class ReadModelsTest {

  private static final Catalog CATALOG =
      new CatalogLoader().load(DomainSources.fromClasspath(ReadModelsTest.class.getClassLoader()));
  private static final PostgresDatabase DATABASE = TestStack.shared().freshDatabase("observatory");

  @BeforeAll
  static void migrate() throws SQLException {
    Migration.migrate(DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password(), CATALOG);
  }

  @Test
  void areTwo() {
    assertThat(CATALOG.readModels()).containsOnlyKeys("Observation", "Telescope");
  }

  @Test
  void fitTheTables() throws SQLException {
    try (var connection = DATABASE.connect()) {
      var findings = DatabaseCheck.check(CATALOG, connection);
      assertThat(findings.problems()).isEmpty();
      assertThat(findings.columnsRead().get("Telescope"))
          .containsOnlyKeys("public.observation", "public.telescope");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Telescope, :ids, '{1,2}'::bigint[]",
    "Observation, :ids, array[gen_random_uuid()]",
  })
  void readNoTableSequentially(String type, String parameter, String keys) throws SQLException {
    var plan = new StringBuilder();
    try (var connection = DATABASE.connect();
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      var sql = CATALOG.readModel(type).sql().replace(parameter, keys);
      try (var rows = statement.executeQuery("explain " + sql)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    }
    assertThat(plan.toString()).contains("Index").doesNotContain("Seq Scan");
  }
}
