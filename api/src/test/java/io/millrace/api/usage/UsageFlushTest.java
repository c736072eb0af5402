package io.millrace.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** How counts are stored, by a clock of the test's own. */
class UsageFlushTest {

  private static final UsedSchema SCHEMA =
      new UsedSchema("type Query { motto: String old: String }");
  private static final PostgresDatabase POSTGRES = TestStack.shared().freshDatabase("usage");

  private final String client = TestStack.freshName("client");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-03-01T23:59:30Z");
  private final UsageCounts counts = new UsageCounts(() -> now, () -> new UsageClients(10, 10));
  private final UsageFlush flush =
      new UsageFlush(counts, new UsageTable(database()), properties(), () -> now, meters);

  @BeforeAll
  static void makeTheTable() throws IOException {
    try (var script =
        UsageTable.class.getResourceAsStream("/io/millrace/write/migration/V4__field_usage.sql")) {
      POSTGRES.execute("create schema millrace");
      POSTGRES.execute(
          "set search_path = millrace;"
              + new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void giveTheTableBack() {
    POSTGRES.execute("alter table if exists millrace.field_usage_away rename to field_usage");
  }

  @Test
  void nodesAddToEachOthersCounts() throws SQLException {
    var another = new UsageCounts(() -> now, () -> new UsageClients(10, 10));
    var others =
        new UsageFlush(
            another,
            new UsageTable(database()),
            properties(),
            () -> now,
            new SimpleMeterRegistry());
    use(counts, "{ motto }");
    use(another, "{ motto old }");
    others.flush().block();
    now = now.minusSeconds(10);
    flush.flush().block();
    assertThat(rows())
        .containsExactly(
            "2026-03-01 2026-11 Query.motto 2 2026-03-01 23:59:30+00",
            "2026-03-01 2026-11 Query.old 1 2026-03-01 23:59:30+00");
  }

  @Test
  void eachDayHasItsRows() throws SQLException {
    use(counts, "{ motto }");
    flush.flush().block();
    now = now.plusSeconds(60);
    use(counts, "{ motto }");
    flush.flush().block();
    assertThat(rows())
        .containsExactly(
            "2026-03-01 2026-11 Query.motto 1 2026-03-01 23:59:30+00",
            "2026-03-02 2026-11 Query.motto 1 2026-03-02 00:00:30+00");
  }

  @Test
  void whatIsOlderThanItIsKeptIsDeletedWhenADayBegins() throws SQLException {
    use(counts, "{ motto }");
    flush.flush().block();
    now = Instant.parse("2026-05-30T12:00:00Z");
    use(counts, "{ old }");
    flush.flush().block();
    assertThat(rows()).hasSize(2);
    now = Instant.parse("2026-05-31T00:00:00Z");
    flush.flush().block();
    assertThat(rows()).singleElement().asString().startsWith("2026-05-30 2026-11 Query.old");
  }

  @Test
  void whatCantBeStoredWaitsWithItsDayAndIsStoredLater() throws SQLException {
    POSTGRES.execute("alter table millrace.field_usage rename to field_usage_away");
    use(counts, "{ motto }");
    flush.flush().block();
    use(counts, "{ motto old }");
    now = now.plusSeconds(60);
    flush.flush().block();
    assertThat(meters.get("millrace.usage.flushes").tag("outcome", "failed").counter().count())
        .isEqualTo(2);
    assertThat(meters.get("millrace.usage.waiting").gauge().value()).isEqualTo(3);

    giveTheTableBack();
    flush.flush().block();
    assertThat(rows())
        .containsExactly(
            "2026-03-01 2026-11 Query.motto 1 2026-03-01 23:59:30+00",
            "2026-03-02 2026-11 Query.motto 1 2026-03-02 00:00:30+00",
            "2026-03-02 2026-11 Query.old 1 2026-03-02 00:00:30+00");
    assertThat(meters.get("millrace.usage.waiting").gauge().value()).isZero();
    assertThat(meters.get("millrace.usage.flushes").tag("outcome", "stored").counter().count())
        .isEqualTo(1);
  }

  @Test
  void moreRowsThanOneStatementTakesAreStoredAll() throws SQLException {
    var wide = new UsageBacklog();
    var table = new UsageTable(database());
    for (int field = 0; field < 2_500; field++) {
      wide.add(
          new UsageRow(
              UsageCounts.dayOf(now), new UsageClient(client, true), "2026-11", "T.f" + field),
          new UsageBacklog.Count(1, now));
    }
    table.add(wide.first(Integer.MAX_VALUE)).block();
    assertThat(rows()).hasSize(2_500);
  }

  @Test
  void whatIsLeftIsStoredAtTheEnd() throws SQLException {
    flush.afterPropertiesSet();
    use(counts, "{ motto }");
    flush.destroy();
    assertThat(rows()).hasSize(1);
  }

  private void use(UsageCounts counted, String document) {
    var operation = SCHEMA.operation(document, Map.of(), UsedSchema.SOMEBODY, Optional.of(client));
    counted.count(operation, SCHEMA.use(operation));
  }

  private List<String> rows() throws SQLException {
    var rows = new ArrayList<String>();
    try (var connection = POSTGRES.connect();
        var statement =
            connection.prepareStatement(
                """
                select concat_ws(' ', day, version, coordinate, operations, last_used at time zone 'UTC' || '+00')
                from millrace.field_usage where client = ? order by day, coordinate""")) {
      statement.setString(1, client);
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
    }
    return rows;
  }

  private static UsageProperties properties() {
    return new UsageProperties(true, Duration.ofHours(1), Duration.ofDays(90), 10, 10);
  }

  private static DatabaseClient database() {
    return DatabaseClient.create(
        ConnectionFactories.get(
            ConnectionFactoryOptions.parse(POSTGRES.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, POSTGRES.user())
                .option(ConnectionFactoryOptions.PASSWORD, POSTGRES.password())
                .build()));
  }
}
