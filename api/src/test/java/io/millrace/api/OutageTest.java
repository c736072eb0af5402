package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import io.millrace.api.read.Store;
import io.millrace.ops.stack.ElasticsearchServer;
import io.millrace.ops.stack.PostgresServer;
import io.millrace.ops.stack.RedisServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.write.derivation.Derivation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

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

  private static final String SEARCH = "{ plants(query: \"rosemary\") { nodes { name } } }";
  private static final String RENAME =
      "mutation ($id: ID!, $name: String!) { plantRename(input: {id: $id, name: $name}) { plant { name } } }";

  private static final PostgresServer POSTGRES = TestStack.ownPostgres();
  private static final RedisServer REDIS = TestStack.ownRedis();
  private static final ElasticsearchServer ELASTICSEARCH = TestStack.ownElasticsearch();
  private static final GardenStores STORES =
      new GardenStores(POSTGRES.createDatabase("garden"), REDIS.uri(), ELASTICSEARCH.uri());

  @Autowired private ExecutionGraphQlService service;

  @DynamicPropertySource
  static void stores(DynamicPropertyRegistry registry) {
    STORES.addresses().forEach((name, value) -> registry.add(name, () -> value));
  }

  @AfterAll
  static void stop() {
    POSTGRES.close();
    REDIS.close();
    ELASTICSEARCH.close();
  }

  @BeforeEach
  void fillStores(@Autowired Catalog catalog, @Autowired Derivation derivation) {
    STORES.fill(catalog, derivation);
    until(LOOKUPS, answer -> answer.codes().isEmpty() && !answer.context().isFallback());
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
    return Answer.of(service, RENAME, Map.of("id", LookupTest.id("Plant", 20101), "name", name));
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
