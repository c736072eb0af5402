package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisException;
import io.millrace.api.error.StoreUnavailableException;
import io.millrace.api.guard.StoreGuards;
import io.millrace.api.read.Store;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** An API whose stores go away and come back, while it runs on. */
class OutageTest extends OwnServersTest {

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
      var answer = ask(LOOKUPS).complete();
      assertThat(answer.context().isFallback()).isTrue();
      assertThat(answer.roundTrips(Store.REDIS)).isEqualTo(1);
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
      var answer = ask(LOOKUPS);
      assertThat(answer.codes()).containsExactly("STORE_UNAVAILABLE");
      assertThat(answer.roundTrips(Store.REDIS)).isEqualTo(1);
    } finally {
      POSTGRES.restart();
      REDIS.restart();
    }
    until(LOOKUPS, answer -> answer.codes().isEmpty() && !answer.context().isFallback());
  }
}
