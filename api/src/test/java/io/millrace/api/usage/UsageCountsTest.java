package io.millrace.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQLContext;
import io.millrace.api.gate.Operation;
import io.millrace.api.identity.Identity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How uses are counted in memory. */
class UsageCountsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final UsedSchema SCHEMA =
      new UsedSchema(
          """
          type Query { motto(by: By): String %s }
          input By { name: String }
          """
              .formatted(
                  IntStream.range(0, 60)
                      .mapToObj("f%d: String"::formatted)
                      .collect(Collectors.joining(" "))));

  private Instant now = Instant.parse("2026-11-24T10:15:30Z");
  private final UsageCounts counts = new UsageCounts(() -> now, () -> new UsageClients(10, 10));
  private final UsageBacklog backlog = new UsageBacklog();

  @Test
  void operationsAreCountedByTheirElements() {
    var motto = SCHEMA.operation("{ motto f1 }");
    count(motto);
    count(motto);
    count(SCHEMA.operation("{ motto f2 }"));
    assertThat(counts.collect(backlog)).isZero();
    assertThat(operations()).isEqualTo(Map.of("Query.motto", 3L, "Query.f1", 2L, "Query.f2", 1L));
    assertThat(backlog.first(1).getFirst().row())
        .isEqualTo(new UsageRow(TODAY, UsageClient.ANONYMOUS, "2026-11", "Query.f1"));
  }

  @Test
  void anElementOfDocumentAndVariablesCountsOnce() {
    var document = "query ($b: By) { motto(by: $b) a: motto(by: {name: \"x\"}) }";
    var variables = Map.<String, Object>of("b", Map.of("name", "y"));
    count(SCHEMA.operation(document, variables, UsedSchema.SOMEBODY, Optional.empty()));
    counts.collect(backlog);
    assertThat(operations()).containsEntry("By.name", 1L);
  }

  @Test
  void whatIsCollectedIsNotCollectedAgain() {
    count(SCHEMA.operation("{ motto }"));
    counts.collect(backlog);
    counts.collect(backlog);
    counts.collect(backlog);
    assertThat(operations()).isEqualTo(Map.of("Query.motto", 1L));
  }

  @Test
  void moreDocumentsThanAreKeptAreCountedAllTheSame() {
    int documents = Tally.MOST_DOCUMENTS + 500;
    for (int each = 0; each < documents; each++) {
      count(SCHEMA.operation("{ motto f%d }".formatted(each % 60)));
    }
    assertThat(counts.collect(backlog)).isZero();
    assertThat(operations()).hasSize(61).containsEntry("Query.motto", (long) documents);
  }

  @Test
  void whatAsksFromWithinIsNobodysUse() {
    var within = Identity.of(GraphQLContext.getDefault());
    count(SCHEMA.operation("{ motto }", Map.of(), within, Optional.empty()));
    counts.collect(backlog);
    assertThat(backlog.size()).isZero();
  }

  @Test
  void aNewDayBeginsWithNewNames() {
    var clients = new UsageCounts(() -> now, () -> new UsageClients(0, 1));
    var first = SCHEMA.operation("{ motto }", Map.of(), UsedSchema.SOMEBODY, Optional.of("one"));
    var second = SCHEMA.operation("{ motto }", Map.of(), UsedSchema.SOMEBODY, Optional.of("two"));
    clients.count(first, SCHEMA.use(first));
    clients.count(second, SCHEMA.use(second));
    clients.collect(backlog);
    assertThat(names()).containsOnlyKeys("2026-11-24 one", "2026-11-24 (other)");
    now = Instant.parse("2026-11-25T00:00:00Z");
    clients.collect(backlog);
    clients.count(second, SCHEMA.use(second));
    clients.collect(backlog);
    assertThat(names()).containsKey("2026-11-25 two");
  }

  @Test
  void whoFoundTheTallyBeforeItWasCollectedAndCountsAfterwardsIsCounted() {
    var operation = SCHEMA.operation("{ motto }");
    var found = counts.tally();
    counts.collect(backlog);
    found.count(UsageClient.ANONYMOUS, SCHEMA.use(operation));
    counts.collect(backlog);
    counts.collect(backlog);
    assertThat(operations()).isEqualTo(Map.of("Query.motto", 1L));
  }

  @Test
  void theBacklogIsBoundedAndSaysWhatItLost() {
    var full = new UsageBacklog();
    var count = new UsageBacklog.Count(2, now);
    for (int row = 0; row < UsageBacklog.MOST_ROWS + 3; row++) {
      full.add(row("T.f" + row), count);
    }
    full.add(row("T.f0"), count);
    assertThat(full.size()).isEqualTo(UsageBacklog.MOST_ROWS);
    assertThat(full.takeLost()).isEqualTo(6);
    assertThat(full.takeLost()).isZero();
    assertThat(full.first(1).getFirst().count().operations()).isEqualTo(4);
  }

  @Test
  void namesThatNobodyHasProvenLeaveHalfOfTheBacklogToTheOthers() {
    var full = new UsageBacklog();
    var count = new UsageBacklog.Count(1, now);
    var made = UsageClient.named("made up", false);
    for (int row = 0; row < UsageBacklog.MOST_ROWS; row++) {
      full.add(new UsageRow(TODAY, made, "2026-11", "T.f" + row), count);
    }
    assertThat(full.takeLost()).isEqualTo(UsageBacklog.MOST_ROWS / 2);
    full.add(row("T.f"), count);
    assertThat(full.takeLost()).isZero();
  }

  private static UsageRow row(String coordinate) {
    return new UsageRow(TODAY, UsageClient.named("shop", true), "2026-11", coordinate);
  }

  private void count(Operation operation) {
    counts.count(operation, SCHEMA.use(operation));
  }

  private Map<String, Long> operations() {
    return backlog.first(Integer.MAX_VALUE).stream()
        .collect(
            Collectors.toMap(
                counted -> counted.row().coordinate(),
                counted -> counted.count().operations(),
                Long::sum,
                TreeMap::new));
  }

  private Map<String, Long> names() {
    return backlog.first(Integer.MAX_VALUE).stream()
        .collect(
            Collectors.toMap(
                counted -> counted.row().day() + " " + counted.row().client().name(),
                counted -> counted.count().operations(),
                Long::sum));
  }
}
