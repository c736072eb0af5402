package io.millrace.storefront.launch;

import io.millrace.ops.extension.SampleData;
import io.millrace.storefront.demo.DemoCounts;
import io.millrace.storefront.demo.DemoData;
import io.millrace.storefront.demo.DemoProgress;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A larger generated shop in the proportions that are measured. */
final class BenchmarkShop implements SampleData {

  private static final long SEED = 20_261_125L;

  @Override
  public String unit() {
    return "products";
  }

  @Override
  public int usualSize() {
    return 10_000;
  }

  @Override
  public boolean isWanted(DataSource database) throws SQLException {
    return new DemoShop().isWanted(database);
  }

  @Override
  public void fill(DataSource database, int products) throws SQLException {
    new DemoData(SEED, DemoCounts.forBenchmark(products)).load(database, DemoProgress.SILENT);
  }
}
