package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.garden.GardenDomain;
import io.millrace.api.garden.GardenStores;
import io.millrace.ops.stack.RedisServer;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.write.derivation.Derivation;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** An API whose guards' Redis goes away and comes back. */
@TestPropertySource(
    properties = {
      "millrace.api.budget.anonymous-capacity=50",
      "millrace.api.budget.anonymous-restore-rate=0.01",
      "millrace.api.guards.timeout=10s",
    })
@SpringBootTest(
    classes = ApiApplication.class,
    useMainMethod = UseMainMethod.ALWAYS,
    webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(GardenDomain.class)
@DirtiesContext
class BudgetOutageTest {

  private static final int RECOVERY_SECONDS = 30;

  private static final RedisServer REDIS = TestStack.ownRedis();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void stores(DynamicPropertyRegistry registry) {
    GardenStores.shared().addresses().forEach((name, value) -> registry.add(name, () -> value));
    registry.add("millrace.api.guards.redis-url", REDIS::uri);
  }

  @AfterAll
  static void stop() {
    REDIS.close();
  }

  @BeforeEach
  void fillStores(@Autowired Catalog catalog, @Autowired Derivation derivation) {
    GardenStores.shared().fill(catalog, derivation);
  }

  @Test
  void aBudgetOfTheNodeStandsInAndSaysSo() throws Exception {
    assertThat(limit(send())).startsWith("\"cost\";r=").contains(";r=33;");
    REDIS.stop();
    // The node's own is full: each costs 17, and holds though nobody else is asked.
    assertThat(limit(send())).startsWith("\"cost-of-this-node\";r=33;");
    assertThat(limit(send())).startsWith("\"cost-of-this-node\";r=16;");
    var refused = send();
    assertThat(refused.getStatus().value()).isEqualTo(429);
    assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isNotNull();
    REDIS.restart();
    assertThat(limit(sendUntilShared())).startsWith("\"cost\";");
  }

  private FluxExchangeResult<String> sendUntilShared() {
    var end = Instant.now().plusSeconds(RECOVERY_SECONDS);
    var answer = send();
    while (!limit(answer).startsWith("\"cost\";") && Instant.now().isBefore(end)) {
      answer = send();
    }
    return answer;
  }

  private static String limit(FluxExchangeResult<String> answer) {
    return String.valueOf(answer.getResponseHeaders().getFirst("RateLimit"));
  }

  private FluxExchangeResult<String> send() {
    var answer =
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port)
            .build()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue("{\"query\": \"{ plants(first: 11) { nodes { bed { row } } } }\"}")
            .exchange()
            .returnResult(String.class);
    answer.getResponseBody().blockLast();
    return answer;
  }
}
