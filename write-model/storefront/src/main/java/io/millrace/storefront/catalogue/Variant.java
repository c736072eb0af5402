package io.millrace.storefront.catalogue;

import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.rule.ExpectedVersion;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.InsertOnlyProperty;
import org.springframework.data.relational.core.mapping.Table;

/**
 * One thing that can be ordered, and the rules of its price.
 *
 * @param id null until it is saved
 * @param price null where it can't be ordered
 * @param stock written once: later it moves by relative updates only (see {@link
 *     Variants#adjustStock}), which saving a price must not undo
 * @param version counts the changes of name and price; null until it is saved
 */
@Table("variant")
record Variant(
    @Id @Nullable Long id,
    long productId,
    String sku,
    String name,
    @Nullable BigDecimal price,
    String currency,
    @InsertOnlyProperty int stock,
    @Version @Nullable Long version) {

  static final int MAX_SKU_LENGTH = 64;
  static final int MAX_STOCK = 1_000_000_000;
  static final int MAX_PER_PRODUCT = 100;

  /** What a variant without a price counts in until it gets one. */
  private static final String DEFAULT_CURRENCY = "GBP";

  /**
   * A variant as a command gives it.
   *
   * @param name the product's where it is null
   * @param stock none where it is null
   */
  record Draft(String sku, @Nullable String name, @Nullable Price price, @Nullable Integer stock) {}

  /**
   * A new variant beside the product's other ones.
   *
   * @param at the path of the draft in the command's input
   */
  static Variant add(Product product, Draft draft, List<Variant> siblings, FieldPath at) {
    var name = draft.name() == null ? product.name() : draft.name().strip();
    var sku = draft.sku().strip();
    int stock = Objects.requireNonNullElse(draft.stock(), 0);
    var violations =
        new Violations()
            .unless(
                siblings.size() < MAX_PER_PRODUCT,
                at,
                ProductErrorCode.TOO_MANY_VARIANTS,
                "A product has at most %d variants".formatted(MAX_PER_PRODUCT))
            .unless(
                !sku.isEmpty() && sku.length() <= MAX_SKU_LENGTH,
                at.child("sku"),
                ProductErrorCode.SKU_INVALID,
                "A stock keeping unit has 1 to %d characters".formatted(MAX_SKU_LENGTH))
            .unless(
                !name.isBlank() && name.length() <= Product.MAX_NAME_LENGTH,
                at.child("name"),
                ProductErrorCode.NAME_INVALID,
                "A name has 1 to %d characters".formatted(Product.MAX_NAME_LENGTH))
            .unless(
                stock >= 0 && stock <= MAX_STOCK,
                at.child("stock"),
                ProductErrorCode.STOCK_OUT_OF_RANGE,
                "A stock is 0 to %d".formatted(MAX_STOCK));
    var price = draft.price();
    if (price != null) {
      checkPrice(price, siblings, at.child("price"), violations);
    }
    violations.refuseIfAny();
    return new Variant(
        null,
        product.savedId(),
        sku,
        name,
        price == null ? null : price.amount(),
        price == null ? DEFAULT_CURRENCY : price.currency(),
        stock,
        null);
  }

  /**
   * The variant at another price, which concerns the version {@code expected} where it is given.
   *
   * @param variants all variants of the product
   */
  Variant reprice(Price newPrice, @Nullable Integer expected, List<Variant> variants) {
    expect(expected);
    var siblings = variants.stream().filter(other -> !Objects.equals(other.id(), id)).toList();
    var violations = new Violations();
    checkPrice(newPrice, siblings, FieldPath.of("price"), violations);
    violations.refuseIfAny();
    return new Variant(
        id, productId, sku, name, newPrice.amount(), newPrice.currency(), stock, version);
  }

  /** Refuses where a command is meant for another version. */
  void expect(@Nullable Integer expected) {
    ExpectedVersion.check(expected, version, ProductErrorCode.CONFLICT, "variant");
  }

  private static void checkPrice(
      Price price, List<Variant> siblings, FieldPath at, Violations violations) {
    price.check(at, violations);
    violations.unless(
        siblings.stream()
            .allMatch(other -> other.price() == null || other.currency().equals(price.currency())),
        at.child("currencyCode"),
        ProductErrorCode.CURRENCY_DIFFERS,
        "All variants of a product have prices in one currency");
  }
}
