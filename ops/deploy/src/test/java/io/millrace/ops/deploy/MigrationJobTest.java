package io.millrace.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ops.stack.TestStack;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationJobTest {

  @Test
  void bringsAnEmptyDatabaseToWhatTheApplicationsNeedAndCanRunAgain() throws Exception {
    try (var postgres = TestStack.ownPostgres()) {
      var database = postgres.createDatabase("migrated");
      var environment =
          Map.of(
              "SPRING_DATASOURCE_URL", database.jdbcUrl(),
              "SPRING_DATASOURCE_USERNAME", database.user(),
              "SPRING_DATASOURCE_PASSWORD", database.password());
      MigrationJob.migrate(environment);
      MigrationJob.migrate(environment);
      try (var connection = database.connect();
          var rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "select count(*) from pg_publication_tables where pubname = 'millrace'")) {
        rows.next();
        assertThat(rows.getInt(1)).isPositive();
      }
    }
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> MigrationJob.migrate(Map.of()))
        .hasMessageContaining("SPRING_DATASOURCE_URL");
  }
}
