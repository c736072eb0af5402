package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Counting who uses what, while the database is away. */
@TestPropertySource(properties = "millrace.api.usage.interval=50ms")
class UsageOutageTest extends OwnServersTest {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String COUNTED =
      "select coalesce(sum(operations), 0) from millrace.field_usage"
          + " where client = 'outage' and coordinate = 'Query.motto'";

  @Autowired private MeterRegistry meters;
  @LocalServerPort private int port;

  @Test
  void operationsGoOnAndAreCountedOnceItIsBack() throws Exception {
    motto();
    // The node has heard of it, too.
    until(() -> counted() == 1 && waiting() == 0);
    double before = failures();
    try (var _ = away(POSTGRES)) {
      motto();
      until(() -> failures() > before);
      motto();
      assertThat(waiting()).isPositive();
    }
    until(() -> counted() >= 3);
    assertThat(counted()).isEqualTo(3);
    assertThat(meters.get("millrace.usage.lost").counter().count()).isZero();
  }

  private void motto() {
    WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port)
        .build()
        .post()
        .uri("/graphql")
        .header("apollographql-client-name", "outage")
        .bodyValue(Map.of("query", "{ motto }"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.errors")
        .doesNotExist();
  }

  private double waiting() {
    return meters.get("millrace.usage.waiting").gauge().value();
  }

  private double failures() {
    return meters.get("millrace.usage.flushes").tag("outcome", "failed").counter().count();
  }

  private static long counted() {
    try (var connection = postgres().connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(COUNTED)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException notYet) {
      return -1;
    }
  }

  private static void until(BooleanSupplier condition) {
    var limit = Instant.now().plus(BOUND);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(limit);
    }
  }
}
