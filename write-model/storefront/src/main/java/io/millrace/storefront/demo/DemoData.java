package io.millrace.storefront.demo;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * A generated shop: the same seed and counts give the same rows, on an empty database the same keys
 * too. Neither the clock nor the order of work has a say: every row comes from a random source of
 * its own, made from seed, table and row number.
 */
public final class DemoData {

  private final DemoCounts counts;
  private final DemoRandom random;

  /**
   * Data of this size.
   *
   * @param seed decides every row
   */
  public DemoData(long seed, DemoCounts counts) {
    this.counts = counts;
    this.random = new DemoRandom(seed);
  }

  /**
   * Loads the data in one transaction, so that an interrupted load leaves nothing behind and can be
   * repeated. Data that is there already (of an import, say) stays; demonstration data must not be.
   *
   * @param progress is told after each chunk
   * @throws SQLException when the database refuses, for example since demonstration data is there
   */
  public void load(DataSource database, DemoProgress progress) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        load(connection, progress);
        connection.commit();
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private void load(Connection connection, DemoProgress progress) throws SQLException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI();
    var tables = new DemoTables(connection, copy, progress);
    var categories =
        new DemoCategories(counts.categories(), tables.reserve("category", counts.categories()));
    var products =
        new DemoProducts(
            random,
            counts.products(),
            counts.mostVariants(),
            tables.reserve("product", counts.products()),
            tables::reserve,
            categories);
    var customers =
        new DemoCustomers(
            random, counts.customers(), tables.reserve("customer", counts.customers()));
    var orders =
        new DemoOrders(
            random,
            counts.mostLines(),
            tables.reserve("orders", counts.orders()),
            products,
            customers);
    var reviews = new DemoReviews(random, counts.reviews(), products, customers);

    tables.copy("category", DemoCategories.COLUMNS, counts.categories(), categories::row);
    tables.copy("product", DemoProducts.COLUMNS, counts.products(), products::row);
    tables.copy("variant", DemoProducts.VARIANT_COLUMNS, counts.products(), products::variantRows);
    tables.copy("customer", DemoCustomers.COLUMNS, counts.customers(), customers::row);
    tables.copy("orders", DemoOrders.COLUMNS, counts.orders(), orders::row);
    tables.copy("order_line", DemoOrders.LINE_COLUMNS, counts.orders(), orders::lineRows);
    // By product: a product's reviews come from customers who are all different.
    tables.copy(
        "review",
        DemoReviews.COLUMNS,
        counts.reviews() == 0 ? 0 : counts.products(),
        reviews::rows);
    tables.analyze();
  }
}
