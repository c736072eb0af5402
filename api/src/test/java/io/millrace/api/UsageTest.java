package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.api.identity.Identity;
import io.millrace.ops.stack.TestStack;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who uses which fields, as the database has it soon after. */
@TestPropertySource(
    properties = {"millrace.api.usage.interval=20ms", "millrace.api.http.batch-size=4"})
class UsageTest extends ApiTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  private final String client = TestStack.freshName("client");

  @Autowired private MeterRegistry meters;

  @Test
  void aClientOfATokenIsCountedByFieldArgumentInputFieldAndEnumValue() {
    var document = "query ($a: AlmanacInput) { almanac(about: $a, times: [AUTUMN]) motto }";
    ask(document, Map.of("a", Map.of("moon", "new")), caller()).complete();
    ask(document, Map.of("a", Map.of("time", "SPRING")), caller()).complete();
    assertThat(used(2, "Query.motto"))
        .isEqualTo(
            Map.of(
                "true 2027-01 Query.motto", 2L,
                "true 2027-01 Query.almanac", 2L,
                "true 2027-01 Query.almanac(about:)", 2L,
                "true 2027-01 Query.almanac(times:)", 2L,
                "true 2027-01 AlmanacTime.AUTUMN", 2L,
                "true 2027-01 AlmanacInput.moon", 1L,
                "true 2027-01 AlmanacInput.time", 1L,
                "true 2027-01 AlmanacTime.SPRING", 1L));
  }

  @Test
  void countsOfLaterAreAddedToThoseOfBefore() {
    ask("{ motto }", Map.of(), caller()).complete();
    used(1, "Query.motto");
    ask("{ motto }", Map.of(), caller()).complete();
    used(2, "Query.motto");
  }

  @Test
  void aNameThatSomebodySaysIsMarkedAsUnproven() {
    post("/graphql", Map.of("query", "{ motto }"));
    assertThat(used(1, "Query.motto")).isEqualTo(Map.of("false 2027-01 Query.motto", 1L));
  }

  @Test
  void eachVersionAndEachMemberOfABatchCounts() {
    post(
        "/2026-11/graphql",
        List.of(Map.of("query", "{ calendar }"), Map.of("query", "{ motto calendar }")));
    post("/graphql", Map.of("query", "{ motto }"));
    used(2, "Query.calendar");
    assertThat(used(2, "Query.motto"))
        .isEqualTo(
            Map.of(
                "false 2026-11 Query.calendar", 2L,
                "false 2026-11 Query.motto", 1L,
                "false 2027-01 Query.motto", 1L));
  }

  @Test
  void whatIsRefusedOrOnlyValidatedIsNoUse() {
    ask("{ motto nothing }", Map.of(), caller());
    ask("{ weather }", Map.of(), new Identity("192.0.2.1", Optional.empty()));
    WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .build()
        .post()
        .uri("/graphql")
        .header("apollographql-client-name", client)
        .header("GraphQL-Cost", "validate")
        .bodyValue(Map.of("query", "{ almanac }"))
        .exchange();
    ask("{ motto }", Map.of(), caller()).complete();
    assertThat(used(1, "Query.motto")).isEqualTo(Map.of("true 2027-01 Query.motto", 1L));
  }

  @Test
  void itIsMeteredHowStoringGoes() {
    ask("{ motto }", Map.of(), caller()).complete();
    used(1, "Query.motto");
    assertThat(meters.get("millrace.usage.flushes").tag("outcome", "stored").counter().count())
        .isPositive();
    assertThat(meters.get("millrace.usage.flushes").tag("outcome", "failed").counter().count())
        .isZero();
    assertThat(meters.get("millrace.usage.lost").counter().count()).isZero();
    assertThat(meters.get("millrace.usage.waiting").gauge()).isNotNull();
  }

  private Identity caller() {
    return new Identity(
        "192.0.2.1",
        Optional.of(
            new Identity.Token("https://issuer.example", "anna", client, Set.of(), Map.of())));
  }

  private void post(String path, Object body) {
    WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .build()
        .post()
        .uri(path)
        .header("apollographql-client-name", client)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isOk();
  }

  /** What this test's client used, once an element was used so often in all versions together. */
  private Map<String, Long> used(long operations, String coordinate) {
    await(
        rows ->
            rows.entrySet().stream()
                    .filter(row -> row.getKey().endsWith(" " + coordinate))
                    .mapToLong(Map.Entry::getValue)
                    .sum()
                >= operations);
    return rows();
  }

  private void await(Predicate<Map<String, Long>> condition) {
    var limit = Instant.now().plus(BOUND);
    var rows = rows();
    while (!condition.test(rows)) {
      assertThat(Instant.now()).as("%s", rows).isBefore(limit);
      rows = rows();
    }
  }

  private Map<String, Long> rows() {
    var rows = new TreeMap<String, Long>();
    try (var connection = stores().postgres().connect();
        var statement =
            connection.prepareStatement(
                "select proven, version, coordinate, operations from millrace.field_usage where client = ?")) {
      statement.setString(1, client);
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          rows.put(
              "%s %s %s".formatted(found.getBoolean(1), found.getString(2), found.getString(3)),
              found.getLong(4));
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return rows;
  }
}
