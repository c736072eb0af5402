package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.access.AccessDomain;
import io.millrace.ops.access.AccessMatrix;
import io.millrace.ops.access.Leaks;
import io.millrace.ops.run.DatabaseAddress;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Who reads and does what in the storefront. A field that is new, or read by others than before, is
 * no line of {@code storefront-access.txt}: decide, write the table anew with {@code
 * -Dgolden.update=true}, and read the difference.
 */
final class StorefrontAccessIT {

  private static final Path DECIDED = Path.of("src/test/resources/storefront-access.txt");

  /** Orders of a customer who wrote no reviews, which everybody may read. */
  private static final String QUIET_CUSTOMER =
      """
      insert into customer (id, number, name, email, country, created_at) values
        (90001, 'Q-90001', 'Zebulon Quagmire', 'zebulon@quagmire.example', 'Atlantis', '2026-03-01');
      insert into orders (id, number, status, customer_id, country, currency, placed_at)
        select id, 'Q-' || id, 'PLACED', 90001, 'Atlantis', 'GBP', '2026-03-01'
        from generate_series(90001, 90003) id;
      insert into order_line (order_id, position, variant_id, product_id, product_name, variant_name,
          sku, unit_price, quantity)
        select o.id, 1, v.id, v.product_id, 'Gyroscope', 'Gyroscope', 'GYRO-1', 7, 3
        from orders o, (select id, product_id from variant order by id limit 1) v
        where o.customer_id = 90001;
      """;

  private static final String GONE =
      """
      delete from order_line where order_id in (select id from orders where customer_id = 90001);
      delete from orders where customer_id = 90001;
      delete from customer where id = 90001;
      """;

  private static final List<String> HIDDEN =
      Stream.concat(
              Stream.of(DocumentKey.of("Customer", 90001)),
              LongStream.rangeClosed(90001, 90003).mapToObj(id -> DocumentKey.of("Order", id)))
          .map(GlobalId::encode)
          .toList();

  @TempDir static Path home;

  private static Installation millrace;
  private static StoredDocuments documents;
  private static Storefront storefront;

  @BeforeAll
  static void start() throws Exception {
    // The round trips are among the headers, where a difference would tell something.
    millrace = new Installation(home, Map.of("MILLRACE_API_BENCH_ENABLED", "true"));
    millrace.up("--demo-products", "60").succeeded();
    execute(QUIET_CUSTOMER);
    millrace.settled();
    documents = new StoredDocuments(millrace.addresses());
    storefront = Storefront.of(millrace, documents);
  }

  @AfterAll
  static void stop() throws Exception {
    documents.close();
    millrace.close();
  }

  @Test
  void everyFieldIsReadByThoseForWhomThatWasDecided() throws IOException {
    var table = AccessMatrix.of(storefront);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(DECIDED, table);
    }
    assertThat(table).containsExactlyElementsOf(Files.readAllLines(DECIDED));
  }

  @Test
  void nothingTellsWhatIsHiddenFromWhatIsNotThere() throws Exception {
    var rows = new LinkedHashMap<String, JsonNode>();
    HIDDEN.forEach(id -> rows.put(id, storefront.document(id)));
    var others = List.of(storefront.caller("nobody"), storefront.caller("anna"));
    var zebulon = Storefront.caller(millrace, "zebulon", "customer 90001");
    var before = new LinkedHashMap<String, Map<String, Object>>();
    for (var caller : others) {
      before.put(caller.name(), Leaks.ofRows(storefront, caller, rows));
    }
    var told = Leaks.ofRows(storefront, zebulon, rows);

    execute(GONE);
    millrace.settled();

    for (var caller : others) {
      var after = Leaks.ofRows(storefront, caller, rows);
      assertThat(after).hasSizeGreaterThan(80);
      after.forEach(
          (question, answer) ->
              assertThat(String.valueOf(before.get(caller.name()).get(question)))
                  .as("%s asks %s", caller.name(), question)
                  .isEqualTo(answer.toString()));
    }
    // The questions are about something: Zebulon is answered otherwise while the rows are there.
    var toldNothing = Leaks.ofRows(storefront, zebulon, rows);
    assertThat(
            told.entrySet().stream()
                .filter(
                    each ->
                        !each.getValue()
                            .toString()
                            .equals(String.valueOf(toldNothing.get(each.getKey()))))
                .count())
        .isGreaterThan(40);
  }

  /** The shop before the contract of rules. */
  private record Storefront(
      URI graphql, List<Caller> callers, Map<String, String> samples, StoredDocuments stored)
      implements AccessDomain {

    static Storefront of(Installation millrace, StoredDocuments stored) throws Exception {
      return new Storefront(
          URI.create(millrace.addresses().api()),
          List.of(
              new Caller("nobody", Map.of()),
              caller(millrace, "anna", "customer 1"),
              caller(millrace, "ben", "customer 2"),
              caller(millrace, "staff", "staff")),
          Map.of(
              "Customer", "select 1",
              "Order", "select min(id) from orders where customer_id = 1 and kind = 'SALE'",
              "Review", "select min(id) from review where customer_id = 1",
              "Reviewer", "select 1",
              "Product", "select min(product_id) from review",
              "Category", "select min(id) from category where parent_id is not null"),
          stored);
    }

    static Caller caller(Installation millrace, String name, String role) throws IOException {
      return new Caller(name, Map.of("Authorization", "Bearer " + millrace.token(role)));
    }

    Caller caller(String name) {
      return callers.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public Catalog catalog() {
      return stored.catalog();
    }

    @Override
    public String sample(String type) {
      return GlobalId.encode(DocumentKey.of(type, number(samples.get(type))));
    }

    /** Words that are found, so that there are highlights. */
    @Override
    public Map<String, String> arguments() {
      return Map.of("Query.products", "query: \"copper\"", "Query.reviews", "query: \"love\"");
    }

    @Override
    public JsonNode document(String globalId) {
      return stored.inRedis(globalId);
    }
  }

  private static void execute(String statements) throws SQLException {
    var database = DatabaseAddress.parse(millrace.addresses().postgres());
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(statements);
      connection.commit();
    }
  }

  private static long number(String query) {
    var database = DatabaseAddress.parse(millrace.addresses().postgres());
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }
}
