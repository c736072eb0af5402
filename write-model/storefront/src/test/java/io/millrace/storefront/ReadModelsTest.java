package io.millrace.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The read models' statements on migrated tables, as projector, backfill and fallback run them. */
class ReadModelsTest {

  private static final String ROWS =
      """
      insert into category (parent_id, slug, name, position) values
        (null, 'home', 'Home', 0), (1, 'lamps', 'Lamps', 2), (1, 'beds', 'Beds', 1),
        (1, 'art', 'Art', 1);
      insert into product (slug, name, category_id, status)
        select 'lamp-' || n, case when n <= 12 then 'Lamp' else 'lamp' end, 2,
          case when n = 5 then 'ARCHIVED' else 'ACTIVE' end
        from generate_series(1, 30) n;
      insert into variant (product_id, sku, name, price, currency, stock) values
        (1, 'b', 'Big', 12.5, 'GBP', 0), (1, 'A', 'Small', 2.001, 'GBP', 3),
        (1, 'c', 'Unpriced', null, 'EUR', 9), (2, 'D', 'Unpriced', null, 'EUR', 9);
      insert into customer (number, name, country) values
        ('1', 'Anna Maria Becker', 'France'), ('2', 'Zoë', 'Spain'), ('3', 'Silent Sam', 'Spain');
      insert into orders (number, customer_id, country, currency, placed_at) values
        ('old', 1, 'France', 'GBP', '2026-01-01Z'), ('new', 1, 'France', 'GBP', '2026-02-01Z'),
        ('guest', null, 'Spain', 'GBP', '2026-02-01Z');
      insert into order_line values
        (1, 2, 2, 1, 'Lamp', 'Small', 'A', 2.001, 3), (1, 1, 1, 1, 'Lamp', 'Big', 'b', 12.5, 2);
      insert into review (product_id, customer_id, rating, created_at) values
        (1, 1, 5, '2026-01-01Z'), (1, 2, 4, '2026-01-02Z'), (2, 1, 1, '2026-01-03Z');
      """;

  private final JdbcClient jdbc = StorefrontDatabase.jdbc();

  @BeforeEach
  void rows() {
    StorefrontDatabase.clear();
    jdbc.sql(ROWS).update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Category", "Product", "Customer", "Order", "Review", "Reviewer"})
  void givesNoRowForNoKeysAndOneForEachKnownKey(String type) {
    assertThat(derive(type, "{}", "document")).isEmpty();
    assertThat(derive(type, "{1,2,999}", "document")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Category", "Product", "Customer", "Order", "Review", "Reviewer"})
  void readsNoTableSequentiallyForABatchOfKeysOrARoute(String type) {
    assertThat(plan(bound(statement(type), "{1,2,3}"))).doesNotContain("Seq Scan");
    for (var route : routes(type)) {
      assertThat(plan(route.replace(":keys", "'{1,2,3}'"))).as(route).doesNotContain("Seq Scan");
    }
  }

  @Test
  void listsActiveProductsAndChildrenInTheOrderOfASearch() {
    // Capital letters first (collation "C"), equal names by the key's text: 1, 10, 11, 12, 2, …
    assertThat(derive("Category", "{2}", "document #>> '{productsHead,ids}'"))
        .containsExactly(
            "[1, 10, 11, 12, 2, 3, 4, 6, 7, 8, 9, 13, 14, 15, 16, 17, 18, 19, 20, 21]");
    assertThat(derive("Category", "{2}", "document #>> '{productsHead,total}'"))
        .containsExactly("29");
    assertThat(derive("Category", "{1}", "document #>> '{childrenHead,ids}'"))
        .containsExactly("[4, 3, 2]");
  }

  @Test
  void sumsUpAProductsVariantsAndReviews() {
    assertThat(derive("Product", "{1}", "document #>> '{skus}'"))
        .containsExactly("[\"A\", \"b\", \"c\"]");
    assertThat(derive("Product", "{1}", "(document ->> 'priceFrom')::jsonb"))
        .containsExactly("{\"amount\": 2.001, \"currencyCode\": \"GBP\"}");
    assertThat(derive("Product", "{1}", "document ->> 'rating'")).containsExactly("4.50");
    assertThat(derive("Product", "{1}", "document #>> '{reviewsHead,ids}'"))
        .containsExactly("[2, 1]");
  }

  @Test
  void leavesRemovedVariantsOutOfTheProductAndInTheOrder() {
    jdbc.sql("update variant set removed_at = now() where sku = 'A'").update();

    assertThat(derive("Product", "{1}", "document #>> '{skus}'")).containsExactly("[\"b\", \"c\"]");
    assertThat(derive("Product", "{1}", "document #>> '{variants,0,sku}'")).containsExactly("b");
    assertThat(derive("Product", "{1}", "document #>> '{priceFrom,amount}'"))
        .containsExactly("12.5");
    assertThat(derive("Order", "{1}", "document #>> '{lines,1,sku}'")).containsExactly("A");
  }

  @Test
  void leavesPriceAndRatingOpenWhereThereAreNone() {
    assertThat(derive("Product", "{2}", "(document ->> 'priceFrom')::jsonb")).containsOnlyNulls();
    assertThat(derive("Product", "{2}", "document ->> 'inStock'")).containsExactly("false");
    assertThat(derive("Product", "{3}", "document ->> 'rating'")).containsOnlyNulls();
    assertThat(derive("Product", "{5}", "document ->> 'listedInId'")).containsOnlyNulls();
  }

  @Test
  void totalsAnOrderExactlyAndKeepsItsLinesInOrder() {
    assertThat(derive("Order", "{1}", "document ->> 'totalAmount'")).containsExactly("31.003");
    assertThat(derive("Order", "{1}", "document #>> '{lines,0,sku}'")).containsExactly("b");
    assertThat(derive("Order", "{3}", "(document ->> 'total')::jsonb"))
        .containsExactly("{\"amount\": 0, \"currencyCode\": \"GBP\"}");
    assertThat(derive("Customer", "{1}", "document #>> '{ordersHead,ids}'"))
        .containsExactly("[2, 1]");
  }

  @Test
  void showsOfAReviewerAFirstNameAndAnInitialOnly() {
    assertThat(derive("Reviewer", "{1}", "document ->> 'displayName'")).containsExactly("Anna B.");
    assertThat(derive("Reviewer", "{2}", "document ->> 'displayName'")).containsExactly("Zoë");
    assertThat(derive("Reviewer", "{3}", "document")).isEmpty();
  }

  private List<String> derive(String type, String keys, String expression) {
    return jdbc.sql(
            "select %s from (%s) as derived order by id"
                .formatted(expression, bound(statement(type), keys)))
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** The plan where every sequential scan that can be avoided is. */
  private String plan(String sql) {
    try (var connection = StorefrontDatabase.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      var lines = new StringBuilder();
      try (var rows = statement.executeQuery("explain " + sql)) {
        while (rows.next()) {
          lines.append(rows.getString(1)).append('\n');
        }
      }
      return lines.toString();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static String bound(String statement, String keys) {
    return statement.replace(":ids", "'%s'::bigint[]".formatted(keys));
  }

  private static List<String> routes(String type) {
    return Pattern.compile(
            "^-- (?:changed by: [a-z_]+\\([a-z_]+: |unique: [a-z]+\\()(select .*)\\)$",
            Pattern.MULTILINE)
        .matcher(statement(type))
        .results()
        .map(route -> route.group(1))
        .toList();
  }

  private static String statement(String type) {
    try (var sql = ReadModelsTest.class.getResourceAsStream("/read-models/" + type + ".sql")) {
      return new String(Objects.requireNonNull(sql, type).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
