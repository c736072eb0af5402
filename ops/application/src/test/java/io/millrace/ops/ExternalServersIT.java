package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An installation on servers that run already and that it shares with others. */
@TestMethodOrder(MethodOrderer.Random.class)
final class ExternalServersIT {

  private static final TestStack SERVERS = TestStack.shared();
  private static final String SOURCE = "shop";
  private static final String PREFIX = "acme";

  @TempDir static Path home;

  private static PostgresDatabase database;
  private static String redis;
  private static KeyServer issuer;
  private static Installation millrace;

  @BeforeAll
  static void start() throws Exception {
    database = SERVERS.freshDatabase("external");
    redis = SERVERS.freshRedis();
    issuer = new KeyServer(home.resolve("data/identity"));
    millrace = new Installation(home, issuer.environment());
    var started =
        millrace
            .up(
                "--external",
                "--postgres=" + database.uri(),
                "--elasticsearch=" + SERVERS.elasticsearch().uri(),
                "--redis=" + redis,
                "--source=" + SOURCE,
                "--store-prefix=" + PREFIX,
                "--demo-products=20")
            .succeeded();
    assertThat(started.output()).contains("In production mode");
    millrace.settled();
  }

  @AfterAll
  static void stop() throws Exception {
    millrace.close();
    issuer.close();
    assertThat(SERVERS.postgres().isRunning()).as("they are not ours to stop").isTrue();
    SERVERS.postgres().dropDatabase(database.name());
  }

  @Test
  void aMutationShowsInLookupAndSearch() throws Exception {
    var id =
        millrace
            .query("{ products(first: 1) { nodes { id } } }")
            .at("/products/nodes/0/id")
            .asString();
    millrace
        .as("staff")
        .query(
            """
        mutation ($id: ID!) { productUpdate(input: {id: $id, name: "Quixotic zeppelin"}) {
            userErrors { message } } }
        """,
            Map.of("id", id));

    millrace.queryUntil(
        "query ($id: ID!) { product(id: $id) { name } }",
        Map.of("id", id),
        data -> data.at("/product/name").asString().equals("Quixotic zeppelin"));
    millrace.queryUntil(
        "{ products(query: \"zeppelin\", first: 1) { nodes { id } } }",
        Map.of(),
        data -> data.at("/products/nodes/0/id").asString().equals(id));
  }

  @Test
  void everyNameInTheServersIsOfTheConfiguredStream() throws Exception {
    assertThat(slots()).containsExactly("millrace_shop_0");
    assertThat(redisKeys())
        .isNotEmpty()
        .allMatch(key -> key.startsWith("acme:shop:") || key.startsWith("{acme:shop:0}:"));
    assertThat(indices()).isNotEmpty().allMatch(index -> index.startsWith("acme-shop"));
  }

  @Test
  void statusCountsAndComparesWhatIsThere() throws Exception {
    var status = millrace.settled();
    assertThat(status.get("postgres").asString()).isEqualTo(database.uri());
    assertThat(status.get("lagBytes").isNumber()).isTrue();
    assertThat(status.at("/models/Product/postgres").asInt()).isEqualTo(20);
    assertThat(status.get("models")).allSatisfy(ExternalServersIT::agrees);
    assertThat(millrace.run("status", "--exact").succeeded().output()).doesNotContain("differ");
    try (var documents = new StoredDocuments(millrace.addresses())) {
      assertThat(documents.equalTheirDerivations()).isGreaterThan(100);
    }
  }

  @Test
  void explainNamesTheIndexAndTheKeysThatAreThere() throws Exception {
    var explained = millrace.run("explain", "Product").succeeded().output();
    assertThat(explained).contains("acme:shop:Product:", "acme-shop-product");
  }

  @Test
  void aRebuildFillsTheSameNamesAgain() throws Exception {
    var before = millrace.settled().get("models");
    millrace.run("rebuild", "--all").succeeded();
    assertThat(millrace.settled().get("models")).isEqualTo(before);
    assertThat(slots()).containsExactly("millrace_shop_0");
  }

  @Test
  void aBenchmarkLeavesNothingBehind() throws Exception {
    millrace.run("bench", "projection", "--rounds=1", "--keys=50").succeeded();
    assertThat(redisKeys()).allMatch(key -> key.matches("\\{?acme:shop:.*"));
    assertThat(indices()).noneMatch(index -> index.contains("bench"));
  }

  private static void agrees(JsonNode counts) {
    assertThat(counts.get("elasticsearch")).isEqualTo(counts.get("postgres"));
    assertThat(counts.get("redis")).isEqualTo(counts.get("postgres"));
  }

  @Test
  void theApiIsInProductionMode() throws Exception {
    var refused = millrace.ask("{ __schema { queryType { name } } }", Map.of());
    assertThat(refused.at("/errors/0/extensions/code").asString())
        .isEqualTo("INTROSPECTION_DISABLED");
    var page = URI.create(millrace.addresses().api()).resolve("/graphiql");
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
      assertThat(answer.statusCode()).isEqualTo(404);
    }
  }

  private static TreeSet<String> slots() throws SQLException {
    var slots = new TreeSet<String>();
    try (var connection = database.connect();
        var query =
            connection.prepareStatement(
                "select slot_name from pg_replication_slots where database = current_database()");
        var rows = query.executeQuery()) {
      while (rows.next()) {
        slots.add(rows.getString(1));
      }
    }
    return slots;
  }

  private static List<String> redisKeys() {
    try (var client = RedisClient.create(redis);
        var connection = client.connect()) {
      return connection.sync().keys("*");
    }
  }

  private static List<String> indices() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create(SERVERS.elasticsearch().uri() + "/_cat/indices?h=index"))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return Arrays.stream(answer.split("\\s+")).filter(name -> !name.isBlank()).toList();
    }
  }
}
