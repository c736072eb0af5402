package io.millrace.storefront.launch;

import io.millrace.ops.extension.SampleData;
import io.millrace.storefront.demo.DemoCounts;
import io.millrace.storefront.demo.DemoData;
import io.millrace.storefront.demo.DemoProgress;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A generated shop, as large as asked for; the same size gives the same rows. */
final class DemoShop implements SampleData {

  private static final long SEED = 20_261_124L;
  private static final int USUAL_PRODUCTS = 500;

  @Override
  public String unit() {
    return "products";
  }

  @Override
  public int usualSize() {
    return USUAL_PRODUCTS;
  }

  @Override
  public boolean isWanted(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select not exists (select from product) and not exists (select from category)")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  @Override
  public void fill(DataSource database, int products) throws SQLException {
    new DemoData(SEED, DemoCounts.ofProducts(products)).load(database, DemoProgress.SILENT);
  }
}
