package io.millrace.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.identity.TryingTokens;
import io.millrace.ops.run.DatabaseAddress;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;

/** The storefront as its users see it, run by the launcher's commands. */
@TestMethodOrder(MethodOrderer.Random.class)
final class StorefrontIT {

  private static final String PRODUCT_PAGE =
      """
      query ($id: ID!) {
        product(id: $id) {
          name
          category { name parent { name } }
          variants { id sku stock }
          rating
          reviews(first: 2) { totalCount nodes { rating author { displayName } } }
        }
      }
      """;

  @TempDir static Path home;

  private static Installation millrace;

  @BeforeAll
  static void start() throws Exception {
    millrace = new Installation(home);
    millrace.up("--demo-products", "200").succeeded();
    millrace.settled();
  }

  @AfterAll
  static void stop() throws Exception {
    millrace.close();
  }

  @Test
  void productPageShowsCategoryWithParentVariantsRatingAndFirstReviewsWithAuthors()
      throws Exception {
    var product =
        millrace
            .query(
                """
                { products(first: 1, orderBy: [{field: REVIEW_COUNT, direction: DESC}]) {
                    nodes { id slug } } }
                """)
            .at("/products/nodes/0");
    var page = millrace.query(PRODUCT_PAGE, Map.of("id", product.get("id").asString()));
    assertThat(page.at("/product/category/parent/name").asString()).isNotBlank();
    assertThat(page.at("/product/variants")).isNotEmpty();
    assertThat(page.at("/product/reviews/nodes")).hasSize(2);
    assertThat(page.at("/product/reviews/nodes/0/author/displayName").asString()).isNotBlank();
    assertThat(
            millrace
                .query(
                    "query ($s: String!) { product(slug: $s) { id } }",
                    Map.of("s", product.get("slug").asString()))
                .at("/product/id"))
        .isEqualTo(product.get("id"));
  }

  @Test
  void everyOperationOfTheTourIsAnswered() throws Exception {
    var tour = new PathMatchingResourcePatternResolver().getResources("classpath:tour/*.graphql");
    assertThat(tour).hasSizeGreaterThanOrEqualTo(8);
    for (var operation : tour) {
      var name = operation.getFilename();
      var document = operation.getContentAsString(UTF_8);
      var caller = TryingTokens.caller(document);
      var answer =
          caller.isEmpty()
              ? millrace.ask(document, Map.of())
              : millrace.as(caller).ask(document, Map.of());
      assertThat(answer.path("errors")).as(name).isEmpty();
      assertThat(answer.path("data")).as(name).allMatch(field -> !field.isNull());
      var refusals = answer.findValues("userErrors").stream().mapToInt(JsonNode::size).sum();
      assertThat(refusals).as(name).isEqualTo(name.contains("rule") ? 1 : 0);
    }
  }

  @Test
  void graphiQlIsServedByADevelopersRun() throws Exception {
    var page = URI.create(millrace.addresses().api()).resolve("/graphiql");
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("GraphiQL");
    }
  }

  @Test
  void tokensOfTheLauncherAreTakenByADevelopersRun() throws Exception {
    var customer = millrace.run("token", "--customer", "17").succeeded().output().strip();
    var staff = millrace.run("token", "--staff", "--minutes", "5").succeeded().output().strip();
    try (var http = HttpClient.newHttpClient()) {
      for (var known : new String[] {customer, staff}) {
        assertThat(statusWith(http, known)).isEqualTo(200);
      }
      assertThat(statusWith(http, customer + "A")).isEqualTo(401);
    }
    assertThat(millrace.run("token").code()).isNotZero();
    assertThat(millrace.run("token", "--customer", "17", "--staff").code()).isNotZero();
  }

  private static int statusWith(HttpClient http, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(millrace.addresses().api()))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"{ __typename }\"}"))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @Test
  void categoryListingIsThreeLevelsDeep() throws Exception {
    var listing =
        millrace.query(
            """
            { categories(first: 5, filter: {isRoot: true}) { nodes {
                name
                children(first: 5) { nodes {
                  name
                  products(first: 3) { nodes { name reviews(first: 1) { nodes { rating } } } } } }
            } } }
            """);
    assertThat(listing.findValues("rating")).isNotEmpty();
  }

  @Test
  void searchForgivesATypoAndFiltersAndSorts() throws Exception {
    var name =
        millrace
            .query("{ products(first: 1, filter: {inStock: true}) { nodes { name } } }")
            .at("/products/nodes/0/name")
            .asString();
    var word =
        Arrays.stream(name.split(" ")).max(Comparator.comparingInt(String::length)).orElseThrow();
    var typo = word.substring(0, 2) + word.substring(3);
    var found =
        millrace.query(
            """
            query ($q: String!) {
              products(query: $q, first: 50, filter: {inStock: true},
                       orderBy: [{field: PRICE, direction: DESC}]) {
                totalCount nodes { name inStock priceFrom { amount } } } }
            """,
            Map.of("q", typo));
    var nodes = found.at("/products/nodes");
    assertThat(nodes).isNotEmpty().allMatch(node -> node.get("inStock").asBoolean());
    var prices =
        StreamSupport.stream(nodes.spliterator(), false)
            .map(node -> new BigDecimal(node.at("/priceFrom/amount").asString()))
            .toList();
    assertThat(prices).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void everyPageOfAConnectionFollowsTheOneBeforeWithoutGapOrRepetition() throws Exception {
    var seen = new ArrayList<String>();
    String after = null;
    do {
      var variables = new HashMap<String, Object>();
      variables.put("after", after);
      var page =
          millrace
              .query(
                  """
                  query ($after: String) { products(first: 37, after: $after) {
                      nodes { id } pageInfo { hasNextPage endCursor } } }
                  """,
                  variables)
              .get("products");
      page.get("nodes").forEach(node -> seen.add(node.get("id").asString()));
      after =
          page.at("/pageInfo/hasNextPage").asBoolean()
              ? page.at("/pageInfo/endCursor").asString()
              : null;
    } while (after != null);
    assertThat(seen).doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  void placedOrderShowsInTheCustomersListAndTheReducedStockInPageAndSearch() throws Exception {
    var product = sellable();
    var variant = product.at("/variants/0");
    int stock = variant.get("stock").asInt();
    var customer = millrace.as("customer 3");

    var payload =
        customer
            .query(
                """
                mutation ($variant: ID!) {
                  orderPlace(input: {lines: [{variantId: $variant, quantity: 1}]}) {
                    order { id number lines { product { variants { id stock } } } }
                    userErrors { code message field } } }
                """,
                Map.of("variant", variant.get("id").asString()))
            .get("orderPlace");

    assertThat(payload.get("userErrors")).isEmpty();
    var number = payload.at("/order/number").asString();
    assertThat(stockOf(payload.at("/order/lines/0/product"), variant)).isEqualTo(stock - 1);
    customer.queryUntil(
        "{ me { orders(first: 5) { nodes { number } } } }",
        Map.of(),
        data -> data.findValuesAsString("number").contains(number));
    millrace.queryUntil(
        PRODUCT_PAGE,
        Map.of("id", product.get("id").asString()),
        data -> stockOf(data.get("product"), variant) == stock - 1);
    customer.queryUntil(
        "query ($n: String!) { orders(query: $n, first: 1) { nodes { number } } }",
        Map.of("n", number),
        data -> data.findValuesAsString("number").contains(number));
  }

  @Test
  void violatedRulesAreDataAndWrongInputIsAnErrorWithACode() throws Exception {
    var variant = sellable().at("/variants/0/id").asString();
    var refused =
        millrace
            .as("customer 3")
            .query(
                """
                mutation ($v: ID!) { orderPlace(input: {
                    lines: [{variantId: $v, quantity: 1000000}]}) {
                  order { id } userErrors { code message field } } }
                """,
                Map.of("v", variant))
            .get("orderPlace");
    assertThat(refused.get("order").isNull()).isTrue();
    assertThat(refused.get("userErrors")).isNotEmpty();

    var wrong = millrace.ask("{ product(id: \"" + variant + "\") { name } }", Map.of());
    assertThat(wrong.at("/errors/0/extensions/code").asString()).isEqualTo("INVALID_ID");
  }

  @Nested
  class Operation {

    @Test
    void everyDocumentInBothStoresEqualsItsDerivationAndTheCountsAgree() throws Exception {
      var status = millrace.settled();
      assertThat(status.get("models"))
          .isNotEmpty()
          .allSatisfy(
              counts -> {
                assertThat(counts.get("elasticsearch")).isEqualTo(counts.get("postgres"));
                assertThat(counts.get("redis")).isEqualTo(counts.get("postgres"));
              });
      try (var documents = new StoredDocuments(millrace.addresses())) {
        assertThat(documents.equalTheirDerivations()).isGreaterThan(1_000);
      }
    }

    @Test
    void killedProjectorIsStartedAgainAndLosesNothing() throws Exception {
      var product = sellable();
      millrace.kill("ProjectorApplication");
      rename(product, "Renamed while the projector was dead");
      millrace.queryUntil(
          "query ($id: ID!) { product(id: $id) { name } }",
          Map.of("id", product.get("id").asString()),
          data ->
              data.at("/product/name").asString().equals("Renamed while the projector was dead"));
    }

    @Test
    void projectorKilledWhileItProjectsACopyOf20000RowsLosesNothing() throws Exception {
      int before = millrace.settled().at("/models/Category/postgres").asInt();
      copyCategories(20_000);
      millrace.kill("ProjectorApplication");

      var counts = millrace.settled().at("/models/Category");

      assertThat(counts.get("postgres").asInt()).isEqualTo(before + 20_000);
      assertThat(counts.get("redis")).isEqualTo(counts.get("postgres"));
      assertThat(counts.get("elasticsearch")).isEqualTo(counts.get("postgres"));
    }

    /** Copies categories under one root in a single statement, which no batch can hold whole. */
    private static void copyCategories(int rows) throws Exception {
      var database = DatabaseAddress.parse(millrace.addresses().postgres());
      var lines = new StringBuilder();
      for (int row = 0; row < rows; row++) {
        lines.append("1,copied-%d,Copied %d%n".formatted(row, row));
      }
      try (var connection =
          DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy category (parent_id, slug, name) from stdin (format csv)",
                new StringReader(lines.toString()));
      }
    }

    @Test
    void explainShowsRoutesMappingAndPlan() throws Exception {
      assertThat(millrace.run("explain", "Product").succeeded().output())
          .contains("changed by  variant(product_id)", "\"millrace_text\"", "Index");
    }

    @Test
    void eachApplicationSpeaksToPostgresUnderItsOwnRoleAndNoneAsSuperuser() throws Exception {
      millrace.settled();
      var database = DatabaseAddress.parse(millrace.addresses().postgres());
      try (var connection =
              DriverManager.getConnection(
                  database.jdbcUrl(), database.user(), database.password());
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  """
                  select distinct usename from pg_stat_activity
                  where backend_type in ('client backend', 'walsender')
                    and pid <> pg_backend_pid()""")) {
        var users = new TreeSet<String>();
        while (rows.next()) {
          users.add(rows.getString(1));
        }
        assertThat(users).containsExactly("millrace_api", "millrace_projector", "millrace_reader");
      }
    }

    @Test
    void secondUpSaysThatItRunsAlready() throws Exception {
      assertThat(millrace.up().succeeded().output()).contains("up already");
    }

    private void rename(JsonNode product, String name) throws IOException, InterruptedException {
      var renamed =
          millrace
              .as("staff")
              .query(
                  """
              mutation ($id: ID!, $name: String!) {
                productUpdate(input: {id: $id, name: $name}) {
                  product { name } userErrors { message } } }
              """,
                  Map.of("id", product.get("id").asString(), "name", name));
      assertThat(renamed.at("/productUpdate/product/name").asString()).isEqualTo(name);
    }
  }

  private static JsonNode sellable() throws IOException, InterruptedException {
    var products =
        millrace.query(
            """
            { products(first: 50, filter: {inStock: true, status: ACTIVE}) {
                nodes { id variants { id stock price { amount } } } } }
            """);
    for (var product : products.at("/products/nodes")) {
      var variant = product.at("/variants/0");
      if (variant.get("stock").asInt() > 0 && !variant.get("price").isNull()) {
        return product;
      }
    }
    throw new AssertionError("Nothing can be ordered: " + products.toPrettyString());
  }

  private static int stockOf(JsonNode product, JsonNode variant) {
    for (var candidate : product.get("variants")) {
      if (candidate.get("id").equals(variant.get("id"))) {
        return candidate.get("stock").asInt();
      }
    }
    throw new AssertionError("No variant " + variant + " in " + product);
  }
}
