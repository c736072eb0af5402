package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.RedisException;
import io.millrace.api.error.StoreUnavailableException;
import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import io.millrace.api.guard.StoreGuards;
import io.millrace.api.read.Store;
import io.millrace.ops.stack.ElasticsearchServer;
import io.millrace.ops.stack.LocalServer;
import io.millrace.ops.stack.PostgresServer;
import io.millrace.ops.stack.RedisServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.write.derivation.Derivation;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** An API whose stores go away and come back, while it runs on. */
@SpringBootTest(
    classes = ApiApplication.class,
    useMainMethod = UseMainMethod.ALWAYS,
    webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(GardenDomain.class)
@DirtiesContext
class OutageTest {

  private static final Duration RECOVERY = Duration.ofSeconds(20);

  /** Three levels by lookups and heads alone. */
  private static final String LOOKUPS =
      """
      { garden(slug: "garden-2") {
          name
          beds(first: 2) { nodes { row plants(first: 2) { nodes { name bed { row } } } } }
      } }
      """;

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

  private static final String SEARCH = "{ plants(query: \"rosemary\") { nodes { name } } }";
  private static final String RENAME =
      "mutation ($id: ID!, $name: String!) { plantRename(input: {id: $id, name: $name}) { plant { name } } }";

  private static final PostgresServer POSTGRES = TestStack.ownPostgres();
  private static final RedisServer REDIS = TestStack.ownRedis();
  private static final ElasticsearchServer ELASTICSEARCH = TestStack.ownElasticsearch();
  private static final GardenStores STORES =
      new GardenStores(POSTGRES.createDatabase("garden"), REDIS.uri(), ELASTICSEARCH.uri());

  @Autowired private ExecutionGraphQlService service;
  @Autowired private CircuitBreakerRegistry breakers;
  @Autowired private StoreGuards guards;

  @DynamicPropertySource
  static void stores(DynamicPropertyRegistry registry) {
    STORES.addresses().forEach((name, value) -> registry.add(name, () -> value));
    registry.add("millrace.api.timeouts.elasticsearch", () -> "1s");
  }

  @AfterAll
  static void stop() {
    POSTGRES.close();
    REDIS.close();
    ELASTICSEARCH.close();
  }

  @BeforeEach
  void fillStores(@Autowired Catalog catalog, @Autowired Derivation derivation) {
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    STORES.fill(catalog, derivation);
    until(LOOKUPS, answer -> answer.codes().isEmpty() && !answer.context().isFallback());
    until(SEARCH, answer -> answer.codes().isEmpty());
  }

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

  private static AutoCloseable away(LocalServer server) {
    server.stop();
    return server::restart;
  }

  private static AutoCloseable hanging(LocalServer server) throws Exception {
    long pid = server.pid().orElseThrow();
    signal("STOP", pid);
    return () -> signal("CONT", pid);
  }

  @Test
  void stopsWaitingForARedisThatHangsOnceItsBreakerIsOpen() throws Exception {
    var breaker = breakers.circuitBreaker(StoreGuards.Name.REDIS);
    try (var _ = hanging(REDIS)) {
      until(LOOKUPS, _ -> breaker.getMetrics().getNumberOfNotPermittedCalls() > 0);
      assertThat(ask(LOOKUPS).complete().context().isFallback()).isTrue();
    }
    until(LOOKUPS, answer -> !answer.context().isFallback());
    assertThat(breaker.getState()).isNotEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void repeatsACallWhoseConnectionWasCutAndNoneThatTookTooLong() {
    assertThat(attempts(StoreGuards.Name.REDIS, new RedisException("cut"))).isEqualTo(2);
    assertThat(attempts(StoreGuards.Name.REDIS, new TimeoutException())).isEqualTo(1);
    assertThat(attempts(StoreGuards.Name.ELASTICSEARCH, new ConnectException())).isEqualTo(3);
    assertThat(attempts(StoreGuards.Name.ELASTICSEARCH, new TimeoutException())).isEqualTo(1);
    assertThat(
            attempts(
                StoreGuards.Name.POSTGRES,
                new StoreUnavailableException(
                    "cut", new R2dbcNonTransientResourceException("connection closed"))))
        .isEqualTo(2);
    assertThat(attempts(StoreGuards.Name.POSTGRES, new TimeoutException())).isEqualTo(1);
  }

  private int attempts(String store, Throwable failure) {
    var attempts = new AtomicInteger();
    var call =
        Mono.defer(
            () -> {
              attempts.incrementAndGet();
              return Mono.error(failure);
            });
    StepVerifier.create(guards.of(store, Duration.ofSeconds(5)).around(call)).verifyError();
    return attempts.get();
  }

  @Test
  void derivesDocumentsWhileRedisIsAway() {
    var before = ask(LOOKUPS).complete().result().toSpecification();
    REDIS.stop();
    try {
      var answer = ask(LOOKUPS).complete();
      assertThat(answer.result().toSpecification()).isEqualTo(before);
      assertThat(answer.context().isFallback()).isTrue();
      assertThat(answer.roundTrips(Store.REDIS)).isEqualTo(1);
      assertThat(took(LOOKUPS)).isLessThan(Duration.ofSeconds(2));
      assertThat(ask(SEARCH).complete().each("plants.nodes", "name")).containsExactly("Rosemary");
    } finally {
      REDIS.restart();
    }
    until(LOOKUPS, answer -> !answer.context().isFallback());
  }

  @Test
  void waitsOnceInAnAnswerForARedisThatHangs() throws Exception {
    signal("STOP", REDIS.pid().orElseThrow());
    try {
      assertThat(took(LOOKUPS)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(2));
      assertThat(ask(LOOKUPS).complete().roundTrips(Store.REDIS)).isEqualTo(1);
    } finally {
      signal("CONT", REDIS.pid().orElseThrow());
    }
    until(LOOKUPS, answer -> !answer.context().isFallback());
  }

  @Test
  void losesSearchesAloneWhileElasticsearchIsAway() {
    ELASTICSEARCH.stop();
    try {
      assertThat(ask(SEARCH).codes()).containsExactly("STORE_UNAVAILABLE");
      var answer =
          ask(
              """
              { motto
                garden(slug: "garden-3") {
                  beds(first: 1) { nodes { plants(first: 2, orderBy: [{field: NAME}]) { nodes { name } } } }
                }
              }
              """);
      assertThat(answer.codes()).containsExactly("STORE_UNAVAILABLE");
      assertThat(answer.find("garden")).isNull();
      assertThat(answer.<String>at("motto")).isNotEmpty();
      assertThat(ask(LOOKUPS).complete().context().isFallback()).isFalse();
    } finally {
      ELASTICSEARCH.restart();
    }
    until(SEARCH, answer -> answer.codes().isEmpty());
  }

  @Test
  void losesMutationsAloneWhilePostgresIsAway() {
    POSTGRES.stop();
    try {
      assertThat(rename("Thyme").codes()).containsExactly("STORE_UNAVAILABLE");
      assertThat(ask(LOOKUPS).complete().context().isFallback()).isFalse();
      assertThat(ask(SEARCH).complete().each("plants.nodes", "name")).containsExactly("Rosemary");
      assertThat(ask("{ garden(slug: \"unheard-of\") { id } }").codes())
          .containsExactly("STORE_UNAVAILABLE");
    } finally {
      POSTGRES.restart();
    }
    assertThat(rename("Sage 1").complete().<String>at("plantRename.plant.name"))
        .isEqualTo("Sage 1");
  }

  @Test
  void saysSoWhereRedisAndPostgresAreAway() {
    REDIS.stop();
    POSTGRES.stop();
    try {
      assertThat(ask(LOOKUPS).codes()).containsExactly("STORE_UNAVAILABLE");
      assertThat(took(LOOKUPS)).isLessThan(Duration.ofSeconds(4));
    } finally {
      POSTGRES.restart();
      REDIS.restart();
    }
    until(LOOKUPS, answer -> answer.codes().isEmpty() && !answer.context().isFallback());
  }

  private Answer rename(String name) {
    return Answer.of(service, RENAME, Map.of("id", plant(), "name", name));
  }

  private static String plant() {
    return LookupTest.id("Plant", 20101);
  }

  private Answer ask(String document) {
    return Answer.of(service, document, Map.of());
  }

  private Duration took(String document) {
    var start = Instant.now();
    assertThat(ask(document)).isNotNull();
    return Duration.between(start, Instant.now());
  }

  private void until(String document, Predicate<Answer> condition) {
    var limit = Instant.now().plus(RECOVERY);
    var answer = ask(document);
    while (!condition.test(answer) && Instant.now().isBefore(limit)) {
      answer = ask(document);
    }
    assertThat(answer).matches(condition, "recovered");
  }

  private static void signal(String name, long pid) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
