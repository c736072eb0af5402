package io.millrace.storefront.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.storefront.StorefrontDatabase;
import io.millrace.storefront.demo.DemoCounts;
import io.millrace.storefront.demo.DemoData;
import io.millrace.storefront.demo.DemoProgress;
import io.millrace.storefront.retail.ImportProgress.Step;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class RepeatedImportTest {

  private static final ImportReport.Counts NOTHING = new ImportReport.Counts(0, 0, 0, 0, 0, 0);
  private static final ImportSettings SMALL_CHUNKS = new ImportSettings(100, 12);

  private final ImportedShop shop = new ImportedShop();

  @TempDir private Path folder;

  @BeforeEach
  void anEmptyShop() {
    StorefrontDatabase.clear();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void insertsNothingAndChangesNothing() throws Exception {
    var file = RetailCsv.manyInvoices(50).in(folder);
    shop.take(file);
    var hashes = shop.hashes();

    var again = shop.take(file);

    assertThat(again.inserted()).isEqualTo(NOTHING);
    assertThat(shop.hashes()).isEqualTo(hashes);
  }

  @Test
  void completesAnImportThatWasKilledAfterAnyChunk() throws Exception {
    var file = RetailCsv.manyInvoices(50).in(folder);
    var steps = new AtomicInteger();
    shop.take(file, SMALL_CHUNKS, (step, done, total) -> steps.incrementAndGet());
    var clean = shop.content();

    for (int last = 1; last <= steps.get(); last++) {
      StorefrontDatabase.clear();
      var left = new AtomicInteger(last);
      assertThatThrownBy(
              () ->
                  shop.take(
                      file,
                      SMALL_CHUNKS,
                      (step, done, total) -> {
                        if (left.decrementAndGet() == 0) {
                          throw new Killed();
                        }
                      }))
          .isInstanceOf(Killed.class);
      shop.take(file, SMALL_CHUNKS, ImportProgress.SILENT);

      assertThat(shop.content()).as("killed after %d", last).isEqualTo(clean);
    }
  }

  @Test
  void completesAnImportWhoseSessionWasKilled() throws Exception {
    var file = RetailCsv.manyInvoices(50).in(folder);
    shop.take(file, SMALL_CHUNKS, ImportProgress.SILENT);
    var clean = shop.content();
    StorefrontDatabase.clear();

    assertThatThrownBy(
            () ->
                shop.take(
                    file,
                    SMALL_CHUNKS,
                    (step, done, total) -> {
                      if (step == Step.ORDERS && done * 2 > total) {
                        killImporter();
                      }
                    }))
        .isInstanceOf(SQLException.class);
    assertThat(shop.count("orders")).isPositive();
    shop.take(file);

    assertThat(shop.content()).isEqualTo(clean);
  }

  @Test
  void keepsChunksWithinTheirBound() throws Exception {
    var file = RetailCsv.manyInvoices(200).in(folder);
    shop.take(file, SMALL_CHUNKS, ImportProgress.SILENT);

    var largest =
        shop.text(
            """
            select max(n) from (
              select sum(n) as n from (
                select xmin::text, count(*) as n from orders group by 1
                union all select xmin::text, count(*) from order_line group by 1) t
              group by xmin) u
            """);
    assertThat(Integer.parseInt(largest)).isBetween(6, 12);
    assertThat(
            shop.count(
                "orders o join order_line l on l.order_id = o.id where o.xmin::text <> l.xmin::text"))
        .as("orders apart from their lines")
        .isZero();
  }

  @Test
  void addsWhatALargerFileHasAndGivesAnExistingOrderNoLines() throws Exception {
    shop.take(new RetailCsv().sold("10001A", "X", "1").in(folder));

    var larger =
        new RetailCsv()
            .sold("10001A", "Z", "9")
            .sold("10001B", "Z", "9")
            .line("2,10002,X,1,2011-12-01 08:00:00,1,9.0,France");
    var report = shop.take(larger.in(folder));

    assertThat(report.inserted()).isEqualTo(new ImportReport.Counts(0, 1, 2, 1, 1, 1));
    assertThat(shop.texts("select code || ' ' || name || ' ' || slug from product order by code"))
        .containsExactly("10001 X x", "10002 X x-10002");
    assertThat(shop.texts("select sku || ' ' || trim_scale(price) from variant order by sku"))
        .containsExactly("10001A 1", "10001B 9", "10002 1");
    assertThat(shop.count("order_line l join orders o on o.id = l.order_id where number = '1'"))
        .isOne();
  }

  @Test
  void leavesWhatUsersHaveEdited() throws Exception {
    var file = RetailCsv.manyInvoices(20).in(folder);
    shop.take(file);
    for (var edit :
        new String[] {
          "update product set name = 'Mine', slug = 'mine-' || id, status = 'ARCHIVED', version = 1",
          "update variant set name = 'Mine', price = 99, stock = 3",
          "update customer set name = 'Ann', email = id || '@example.com', country = 'Malta'",
          "update orders set status = 'CANCELLED'",
          "delete from order_line where position = 1",
          "update variant set removed_at = now() where id % 3 = 0",
          "update category set name = 'Ours', slug = 'ours-' || id, parent_id = null, version = 1"
        }) {
      shop.jdbc.sql(edit).update();
    }
    var hashes = shop.hashes();

    assertThat(shop.take(file).inserted()).isEqualTo(NOTHING);
    assertThat(shop.hashes()).isEqualTo(hashes);
  }

  @Test
  void putsNewProductsIntoACategoryThatUsersCallDifferently() throws Exception {
    shop.take(
        new RetailCsv().line("1,10001,RED LAMP,1,2011-12-01 08:00:00,1,9.0,France").in(folder));
    shop.jdbc
        .sql(
            "update category set slug = 'lights', name = 'Lights' where code = 'candles-and-lights'")
        .update();
    shop.jdbc.sql("update category set slug = 'candles-and-lights' where code = 'easter'").update();

    var report =
        shop.take(
            new RetailCsv()
                .line("1,10001,RED LAMP,1,2011-12-01 08:00:00,1,9.0,France")
                .line("2,10002,BLUE LAMP,1,2011-12-01 08:00:00,1,9.0,France")
                .in(folder));

    assertThat(report.inserted().categories()).isZero();
    assertThat(
            shop.texts(
                "select p.name || ' in ' || c.name from product p"
                    + " join category c on c.id = p.category_id order by 1"))
        .containsExactly("BLUE LAMP in Lights", "RED LAMP in Lights");
  }

  @Test
  void takesOrdersOfAVariantThatUsersRemovedAndKeepsItRemoved() throws Exception {
    shop.take(new RetailCsv().sold("10001A", "X", "1").in(folder));
    shop.jdbc.sql("update variant set removed_at = now()").update();

    var report =
        shop.take(
            new RetailCsv()
                .sold("10001A", "X", "1")
                .line("2,10001A,X,1,2011-12-01 08:00:00,1,9.0,France")
                .in(folder));

    assertThat(report.inserted()).isEqualTo(new ImportReport.Counts(0, 0, 0, 1, 1, 1));
    assertThat(shop.count("variant where removed_at is null")).isZero();

    // Made anew, it is what the next order is of.
    shop.jdbc
        .sql(
            "insert into variant (product_id, sku, name, currency)"
                + " select product_id, sku, name, currency from variant")
        .update();
    shop.take(new RetailCsv().line("3,10001A,X,1,2011-12-01 08:00:00,1,9.0,France").in(folder));
    assertThat(
            shop.count(
                "order_line l join variant v on v.id = l.variant_id where v.removed_at is null"))
        .isOne();
  }

  @Test
  void standsBesideDemonstrationDataAndProductsMadeHere() throws Exception {
    new DemoData(1, new DemoCounts(10, 50, 20, 20, 30))
        .load(StorefrontDatabase.dataSource(), DemoProgress.SILENT);
    shop.jdbc
        .sql(
            "insert into product (slug, name, category_id) select 'thing-1', 'Mine', min(id)"
                + " from category")
        .update();
    var file = RetailCsv.manyInvoices(50).in(folder);

    var report = shop.take(file);

    assertThat(report.inserted()).isEqualTo(report.inFile());
    assertThat(shop.count("product where code is not null and slug = 'thing-1'")).isZero();
    assertThat(shop.take(file).inserted()).isEqualTo(NOTHING);
  }

  @Test
  void leavesNothingInTheSession() throws Exception {
    try (var connection = StorefrontDatabase.dataSource().getConnection()) {
      var pooled = new SingleConnectionDataSource(connection, true);
      var importer = new RetailImport(pooled, ImportSettings.DEFAULT);
      importer.run(RetailCsv.manyInvoices(5).in(folder), ImportProgress.SILENT);
      importer.run(RetailCsv.manyInvoices(5).in(folder), ImportProgress.SILENT);
    }
    assertThat(shop.count("pg_class where relname like 'retail%'")).isZero();
    assertThat(shop.count("pg_locks where locktype = 'advisory'")).isZero();
  }

  private void killImporter() {
    shop.jdbc
        .sql(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                + " and database = (select oid from pg_database where datname = current_database())")
        .query(Boolean.class)
        .list();
  }
}
