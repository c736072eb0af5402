package io.millrace.storefront.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.storefront.StorefrontDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DemoDataTest {

  private static final DemoCounts COUNTS = new DemoCounts(60, 500, 120, 2_000, 700);
  private static final List<String> TABLES =
      List.of("category", "product", "variant", "customer", "orders", "order_line", "review");

  private final JdbcClient jdbc = StorefrontDatabase.jdbc();

  @BeforeEach
  void anEmptyShop() {
    StorefrontDatabase.clear();
  }

  @Test
  void loadsExactlyWhatIsAskedFor() throws SQLException {
    load(1, COUNTS);

    assertThat(count("category")).isEqualTo(60);
    assertThat(count("product")).isEqualTo(500);
    assertThat(count("customer")).isEqualTo(120);
    assertThat(count("review")).isEqualTo(2_000);
    assertThat(count("orders")).isEqualTo(700);
    assertThat(
            number(
                "select count(*) from orders o where not exists (select from order_line l"
                    + " where l.order_id = o.id)"))
        .isZero();
  }

  @Test
  void givesTheSameRowsForTheSameSeedAndOthersForAnother() throws SQLException {
    load(1, COUNTS);
    var first = hashes();
    StorefrontDatabase.clear();
    load(1, COUNTS);
    var second = hashes();
    StorefrontDatabase.clear();
    load(2, COUNTS);

    assertThat(second).isEqualTo(first);
    assertThat(hashes()).doesNotContainAnyElementsOf(first.subList(1, first.size()));
  }

  @Test
  void leavesTheSequencesBehindItsKeys() throws SQLException {
    load(1, COUNTS);

    jdbc.sql("insert into category (slug, name) values ('own', 'Own')").update();
    assertThat(number("select max(id) from category")).isEqualTo(61);
  }

  @Test
  void hasKeysOfItsOwn() throws SQLException {
    load(1, COUNTS);

    assertThat(number("select count(*) from product where slug not like 'demo-%'")).isZero();
    assertThat(number("select count(*) from category where slug not like 'demo-%'")).isZero();
    assertThat(number("select count(*) from variant where sku not like 'DEMO-%'")).isZero();
    assertThat(number("select count(*) from orders where number not like 'D-%'")).isZero();
    assertThat(number("select count(*) from customer where number not like 'D-%'")).isZero();
  }

  @Test
  void isSkewedAsShopsAre() throws SQLException {
    load(1, COUNTS);

    var share =
        number(
            """
            select 100 * sum(n) filter (where place <= 50) / sum(n)
            from (select count(*) as n, row_number() over (order by count(*) desc) as place
                  from order_line group by product_id) ranked
            """);
    assertThat(share).as("percent of lines on a tenth of the products").isGreaterThan(30);
  }

  @Test
  void leavesNothingBehindWhenItIsRefused() throws SQLException {
    load(1, new DemoCounts(1, 0, 0, 0, 0));

    assertThatThrownBy(() -> load(1, COUNTS)).isInstanceOf(SQLException.class);
    assertThat(count("category")).isEqualTo(1);
    assertThat(count("product")).isZero();
  }

  @Test
  void loadsTheSmallestShops() throws SQLException {
    load(1, new DemoCounts(1, 1, 1, 1, 1));

    assertThat(count("order_line")).isPositive();
    assertThatThrownBy(() -> new DemoCounts(1, 1, 1, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fillsTheBenchmarkInItsProportions() throws SQLException {
    assertThat(DemoCounts.forBenchmark(10_000))
        .extracting(
            DemoCounts::categories, DemoCounts::customers, DemoCounts::reviews, DemoCounts::orders)
        .containsExactly(200, 5_000, 100_000, 50_000);

    load(1, DemoCounts.forBenchmark(1_000));

    assertThat(count("variant")).isBetween(2_900L, 3_100L);
    assertThat(count("order_line")).isBetween(11_500L, 12_500L);
  }

  private static void load(long seed, DemoCounts counts) throws SQLException {
    new DemoData(seed, counts).load(StorefrontDatabase.dataSource(), DemoProgress.SILENT);
  }

  private List<String> hashes() {
    return TABLES.stream()
        .map(
            table ->
                jdbc.sql(
                        "select md5(string_agg(t::text, '|' order by t::text)) from %s t"
                            .formatted(table))
                    .query(String.class)
                    .single())
        .toList();
  }

  private long count(String table) {
    return number("select count(*) from " + table);
  }

  private long number(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
