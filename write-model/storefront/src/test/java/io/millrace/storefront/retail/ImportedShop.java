package io.millrace.storefront.retail;

import io.millrace.storefront.StorefrontDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shop that tests import into. */
final class ImportedShop {

  private static final List<String> TABLES =
      List.of("category", "product", "variant", "customer", "orders", "order_line");

  /** All that an import decides: everything but the keys that the database draws. */
  private static final List<String> CONTENT =
      List.of(
          """
          select c.slug, c.name, c.position, parent.slug from category c
          left join category parent on parent.id = c.parent_id
          """,
          """
          select p.code, p.slug, p.name, p.status, p.created_at, p.updated_at, p.version, c.slug
          from product p join category c on c.id = p.category_id
          """,
          """
          select p.code, v.sku, v.name, v.price, v.currency, v.stock, v.version
          from variant v join product p on p.id = v.product_id
          """,
          "select number, name, email, country, created_at from customer",
          """
          select o.number, o.kind, o.status, c.number, o.country, o.currency, o.placed_at,
            l.position, l.sku, v.sku, p.code, l.product_name, l.variant_name, l.unit_price, l.quantity
          from orders o
          left join customer c on c.id = o.customer_id
          left join order_line l on l.order_id = o.id
          left join variant v on v.id = l.variant_id
          left join product p on p.id = l.product_id
          """);

  final JdbcClient jdbc = StorefrontDatabase.jdbc();

  ImportReport take(Path file) throws IOException, SQLException {
    return take(file, ImportSettings.DEFAULT, ImportProgress.SILENT);
  }

  ImportReport take(Path file, ImportSettings settings, ImportProgress progress)
      throws IOException, SQLException {
    return new RetailImport(StorefrontDatabase.dataSource(), settings).run(file, progress);
  }

  /** A hash of each table, keys and all. */
  List<String> hashes() {
    return TABLES.stream().map(table -> hash("select * from " + table)).toList();
  }

  /** A hash of what the import decides. */
  List<String> content() {
    return CONTENT.stream().map(this::hash).toList();
  }

  String text(String sql) {
    return jdbc.sql(sql).query(String.class).single();
  }

  List<String> texts(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }

  long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  private String hash(String query) {
    return text(
        "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from (%s) t"
            .formatted(query));
  }
}
