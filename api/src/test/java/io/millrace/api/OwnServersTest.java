package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import io.millrace.api.guard.StoreGuards;
import io.millrace.ops.stack.ElasticsearchServer;
import io.millrace.ops.stack.LocalServer;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.PostgresServer;
import io.millrace.ops.stack.RedisServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.write.derivation.Derivation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An API over servers of its own, which tests take away and give back while it runs on. */
@SpringBootTest(
    classes = ApiApplication.class,
    useMainMethod = UseMainMethod.ALWAYS,
    webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(GardenDomain.class)
abstract class OwnServersTest {

  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** Three levels by lookups and heads alone. */
  static final String LOOKUPS =
      """
      { garden(slug: "garden-2") {
          name
          beds(first: 2) { nodes { row plants(first: 2) { nodes { name bed { row } } } } }
      } }
      """;

  static final String SEARCH = "{ plants(query: \"rosemary\") { nodes { name } } }";
  static final String RENAME =
      "mutation ($id: ID!, $name: String!) { plantRename(input: {id: $id, name: $name}) { plant { name } } }";

  static final PostgresServer POSTGRES = TestStack.ownPostgres();
  static final RedisServer REDIS = TestStack.ownRedis();
  static final ElasticsearchServer ELASTICSEARCH = TestStack.ownElasticsearch();
  private static final GardenStores STORES =
      new GardenStores(POSTGRES.createDatabase("garden"), REDIS.uri(), ELASTICSEARCH.uri());

  @Autowired private ExecutionGraphQlService service;
  @Autowired CircuitBreakerRegistry breakers;
  @Autowired StoreGuards guards;

  static {
    // The servers of all classes that extend this one; the context outlives each of them.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      POSTGRES.close();
                      REDIS.close();
                      ELASTICSEARCH.close();
                    }));
  }

  @DynamicPropertySource
  static void stores(DynamicPropertyRegistry registry) {
    STORES.addresses().forEach((name, value) -> registry.add(name, () -> value));
    registry.add("millrace.api.timeouts.elasticsearch", () -> "1s");
    // As many calls as open a breaker fit into it on a slow machine too.
    registry.add("resilience4j.circuitbreaker.configs.default.sliding-window-size", () -> "60");
  }

  @BeforeEach
  void fillStores(@Autowired Catalog catalog, @Autowired Derivation derivation) {
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    STORES.fill(catalog, derivation);
    until(LOOKUPS, answer -> answer.codes().isEmpty() && !answer.context().isFallback());
    until(SEARCH, answer -> answer.codes().isEmpty());
  }

  static PostgresDatabase postgres() {
    return STORES.postgres();
  }

  static AutoCloseable away(LocalServer server) {
    server.stop();
    return server::restart;
  }

  static AutoCloseable hanging(LocalServer server) throws Exception {
    long pid = server.pid().orElseThrow();
    signal("STOP", pid);
    return () -> signal("CONT", pid);
  }

  Answer rename(String name) {
    return Answer.of(service, RENAME, Map.of("id", plant(), "name", name));
  }

  static String plant() {
    return LookupTest.id("Plant", 20101);
  }

  Answer ask(String document) {
    return Answer.of(service, document, Map.of());
  }

  void until(String document, Predicate<Answer> condition) {
    var limit = Instant.now().plus(RECOVERY);
    var answer = ask(document);
    while (!condition.test(answer) && Instant.now().isBefore(limit)) {
      answer = ask(document);
    }
    assertThat(answer).matches(condition, "recovered");
  }

  static void signal(String name, long pid) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
