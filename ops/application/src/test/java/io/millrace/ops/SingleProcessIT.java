package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** API and projector in one process. */
final class SingleProcessIT {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String PRODUCT = "query ($id: ID!) { product(id: $id) { name } }";

  @TempDir Path home;

  @Test
  void oneProcessWritesProjectsAndAnswersAndGoesOnAfterAKill() throws Exception {
    try (var millrace = new Installation(home, Map.of("MILLRACE_API_USAGE_INTERVAL", "1s"))) {
      millrace.up("--single", "--demo-products", "20").succeeded();
      assertThat(millrace.applications()).hasSize(1);
      var status = millrace.settled();
      assertThat(status.get("models"))
          .allSatisfy(
              counts -> {
                assertThat(counts.get("elasticsearch")).isEqualTo(counts.get("postgres"));
                assertThat(counts.get("redis")).isEqualTo(counts.get("postgres"));
              });
      assertThat(status.at("/health/projector").asString()).isEqualTo("UP");
      var id =
          millrace
              .query("{ products(first: 1) { nodes { id } } }")
              .at("/products/nodes/0/id")
              .asString();

      awaitUse(millrace);

      rename(millrace, id, "Quixotic zeppelin");
      awaitName(millrace, id, "Quixotic zeppelin");
      millrace.queryUntil(
          "{ products(query: \"zeppelin\", first: 1) { nodes { id } } }",
          Map.of(),
          data -> data.at("/products/nodes/0/id").asString().equals(id));

      millrace.kill("SingleApplication");
      millrace.awaitAnswer();
      rename(millrace, id, "Renamed after the kill");
      awaitName(millrace, id, "Renamed after the kill");

      // The command stops what projects, whatever else is in that process.
      millrace.run("rebuild", "--all").succeeded();
      millrace.awaitAnswer();
      assertThat(millrace.settled().get("models")).isEqualTo(status.get("models"));
      try (var documents = new StoredDocuments(millrace.addresses())) {
        assertThat(documents.equalTheirDerivations()).isGreaterThan(100);
      }
    }
  }

  /** The command asks the database, into which the API has put what it counted. */
  private static void awaitUse(Installation millrace) throws Exception {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    var shown = "";
    while (!shown.contains("(anonymous)")) {
      assertThat(System.nanoTime()).as(shown).isLessThan(deadline);
      shown =
          millrace
              .run("schema", "usage", "--field", "ProductConnection.nodes")
              .succeeded()
              .output();
    }
    assertThat(shown).contains("ProductConnection.nodes", "2026-11").doesNotContain("Product.id");
    var json = millrace.run("schema", "usage", "--json", "--since", "1").succeeded().output();
    var uses = JsonMapper.shared().readTree(json).get("uses");
    assertThat(uses.valueStream().map(use -> use.get("coordinate").asString()))
        .contains("Query.products", "Query.products(first:)", "Product.id");
    assertThat(uses.get(0).get("lastUsed").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(millrace.run("schema", "usage", "--since", "0").code()).isEqualTo(2);
  }

  private static void rename(Installation millrace, String id, String name) throws Exception {
    millrace
        .as("staff")
        .query(
            """
        mutation ($id: ID!, $name: String!) { productUpdate(input: {id: $id, name: $name}) {
            userErrors { message } } }
        """,
            Map.of("id", id, "name", name));
  }

  private static void awaitName(Installation millrace, String id, String name) throws Exception {
    millrace.queryUntil(
        PRODUCT, Map.of("id", id), data -> data.at("/product/name").asString().equals(name));
  }
}
