package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.guard.StoreGuards;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README's table of what an outage does is what happens when the servers are really stopped.
 */
class OutageTableTest extends OwnServersTest {

  private static final String DEEPER =
      """
      { garden(slug: "garden-3") {
          beds(first: 1) { nodes { plants(first: 2, orderBy: [{field: NAME}]) { nodes { name } } } }
      } }
      """;

  /** What the columns of the README's table stand for; a mutation comes besides. */
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "lookup by id",
          "{ node(id: \"%s\") { ... on Plant { name } } }".formatted(plant()),
          "lookup by unique key",
          "{ garden(slug: \"garden-1\") { name } }",
          "first page of a relation",
          LOOKUPS,
          "further page of a relation",
          DEEPER,
          "search",
          "{ plants(query: \"sage\", first: 3) { nodes { name } } }");

  private static final String MUTATION = "mutation";

  @Test
  void theTableNamesEveryOperation() {
    assertThat(OutageTable.rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              var operations = new HashSet<>(OPERATIONS.keySet());
              operations.add(MUTATION);
              assertThat(row.operations().keySet()).isEqualTo(operations);
            });
  }

  @ParameterizedTest
  @MethodSource("io.millrace.api.OutageTable#rows")
  void eachOperationDoesWhatTheTableSaysWhile(OutageTable.Row row) throws Exception {
    var before = new HashMap<String, Object>();
    OPERATIONS.forEach(
        (name, document) -> before.put(name, ask(document).complete().result().toSpecification()));
    try (var _ = outage(row.away())) {
      assertMutation(row.operations().get(MUTATION));
      for (var operation : OPERATIONS.entrySet()) {
        assertOperation(
            row.operations().get(operation.getKey()),
            operation.getValue(),
            before.get(operation.getKey()));
      }
    }
    until(LOOKUPS, answer -> answer.codes().isEmpty() && !answer.context().isFallback());
    until(SEARCH, answer -> answer.codes().isEmpty());
  }

  private void assertMutation(String expected) {
    var answer = rename("Sage 1 for now");
    if (expected.equals("answered")) {
      assertThat(answer.complete().<String>at("plantRename.plant.name"))
          .isEqualTo("Sage 1 for now");
    } else {
      assertThat(answer.codes()).containsExactly(expected);
    }
    // What is derived must be what it was before.
    rename("Sage 1");
  }

  private void assertOperation(String expected, String document, Object before) {
    switch (expected) {
      case "answered", "as of its end" -> {
        var answer = ask(document).complete();
        assertThat(answer.result().toSpecification()).isEqualTo(before);
        assertThat(answer.context().isFallback()).isFalse();
      }
      case "derived" -> {
        var answer = ask(document).complete();
        assertThat(answer.result().toSpecification()).isEqualTo(before);
        assertThat(answer.context().isFallback()).isTrue();
      }
      case "STORE_UNAVAILABLE" ->
          assertThat(ask(document).codes()).isNotEmpty().containsOnly("STORE_UNAVAILABLE");
      case "TIMEOUT, then STORE_UNAVAILABLE" -> {
        breakers.circuitBreaker(StoreGuards.Name.ELASTICSEARCH).reset();
        assertThat(ask(document).codes()).containsOnly("TIMEOUT");
        until(document, answer -> answer.codes().contains("STORE_UNAVAILABLE"));
      }
      default -> throw new IllegalArgumentException(expected);
    }
  }

  /** Ends when it is closed. */
  private static AutoCloseable outage(String what) throws Exception {
    return switch (what) {
      case "Redis" -> away(REDIS);
      case "Elasticsearch" -> away(ELASTICSEARCH);
      case "Postgres" -> away(POSTGRES);
      case "Redis and Postgres" -> {
        var redis = away(REDIS);
        var postgres = away(POSTGRES);
        yield () -> {
          postgres.close();
          redis.close();
        };
      }
      case "Redis, hanging" -> hanging(REDIS);
      case "Elasticsearch, hanging" -> hanging(ELASTICSEARCH);
      // None runs here: what the stores hold is what one had written when it ended.
      case "the projector" -> () -> {};
      default -> throw new IllegalArgumentException(what);
    };
  }
}
