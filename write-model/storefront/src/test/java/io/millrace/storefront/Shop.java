package io.millrace.storefront;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.MoneyInput;
import io.millrace.storefront.graphql.types.OrderCancelInput;
import io.millrace.storefront.graphql.types.OrderPlaceInput;
import io.millrace.storefront.graphql.types.OrderPlaceLineInput;
import io.millrace.storefront.graphql.types.ProductArchiveInput;
import io.millrace.storefront.graphql.types.ProductCreateInput;
import io.millrace.storefront.graphql.types.ProductCreateVariantInput;
import io.millrace.storefront.graphql.types.ProductUpdateInput;
import io.millrace.storefront.graphql.types.VariantRemoveInput;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandResult;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Mono;

/** A shop with the category Lamps (1) and the customer Anna Becker (1), and what often happens. */
final class Shop {

  static final JdbcClient JDBC = StorefrontDatabase.jdbc();

  static final Caller ANNA = caller("1");
  static final Caller BEN = caller("2");
  static final Caller STAFF = caller("staff", "staff:orders", "staff:customers", "staff:reviews");

  private Shop() {}

  static void open() {
    StorefrontDatabase.clear();
    JDBC.sql("insert into category (slug, name) values ('lamps', 'Lamps')").update();
    JDBC.sql(
            "insert into customer (number, name, country) values ('17850', 'Anna Becker', 'France')")
        .update();
  }

  /** A second customer, Ben (2), comes in. */
  static void welcomeBen() {
    JDBC.sql(
            "insert into customer (number, name, country) values ('13047', 'Ben Carter', 'Norway')")
        .update();
  }

  static Caller caller(String subject, String... scopes) {
    return new Caller(Optional.of(subject), Set.of(scopes), Map.of());
  }

  static Map<String, Object> row(String sql) {
    return JDBC.sql(sql).query().singleRow();
  }

  static List<String> texts(String sql) {
    return JDBC.sql(sql).query(String.class).list();
  }

  static int stock(long variant) {
    return JDBC.sql("select stock from variant where id = ?")
        .param(variant)
        .query(Integer.class)
        .single();
  }

  static DocumentKey category(long id) {
    return DocumentKey.of("Category", id);
  }

  static DocumentKey product(long id) {
    return DocumentKey.of("Product", id);
  }

  static DocumentKey variant(long id) {
    return DocumentKey.of("Variant", id);
  }

  static DocumentKey customer(long id) {
    return DocumentKey.of("Customer", id);
  }

  static DocumentKey order(long id) {
    return DocumentKey.of("Order", id);
  }

  static DocumentKey review(long id) {
    return DocumentKey.of("Review", id);
  }

  static Mono<CommandResult> offer(String name, ProductCreateVariantInput... variants) {
    return offerIn(1, name, variants);
  }

  static Mono<CommandResult> offerIn(
      long category, String name, ProductCreateVariantInput... variants) {
    return Commands.PRODUCTS.productCreate(
        ProductCreateInput.newBuilder()
            .name(name)
            .categoryId(category(category))
            .variants(List.of(variants))
            .build());
  }

  static ProductCreateVariantInput item(String sku, @Nullable String price, int stock) {
    return ProductCreateVariantInput.newBuilder()
        .sku(sku)
        .price(price == null ? null : money(price, "GBP"))
        .stock(stock)
        .build();
  }

  static MoneyInput money(String amount, String currency) {
    return MoneyInput.newBuilder().amount(new BigDecimal(amount)).currencyCode(currency).build();
  }

  static Mono<CommandResult> update(ProductUpdateInput.Builder change) {
    return Commands.PRODUCTS.productUpdate(change.build());
  }

  static Mono<CommandResult> archive(long product) {
    return Commands.PRODUCTS.productArchive(
        ProductArchiveInput.newBuilder().id(product(product)).build());
  }

  static Mono<CommandResult> remove(long variant, @Nullable Integer expectedVersion) {
    return Commands.VARIANTS.variantRemove(
        VariantRemoveInput.newBuilder()
            .variantId(variant(variant))
            .expectedVersion(expectedVersion)
            .build());
  }

  /** An order of Anna's. */
  static Mono<CommandResult> buy(OrderPlaceLineInput... lines) {
    return Commands.ORDERS.orderPlace(
        OrderPlaceInput.newBuilder().lines(Arrays.asList(lines)).build(), ANNA);
  }

  static OrderPlaceLineInput line(long variant, int quantity) {
    return OrderPlaceLineInput.newBuilder().variantId(variant(variant)).quantity(quantity).build();
  }

  static Mono<CommandResult> cancel(long order, @Nullable Integer expectedVersion) {
    return cancel(order, expectedVersion, STAFF);
  }

  static Mono<CommandResult> cancel(long order, @Nullable Integer expectedVersion, Caller caller) {
    return Commands.ORDERS.orderCancel(
        OrderCancelInput.newBuilder().id(order(order)).expectedVersion(expectedVersion).build(),
        caller);
  }
}
