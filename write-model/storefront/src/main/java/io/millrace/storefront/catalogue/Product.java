package io.millrace.storefront.catalogue;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.graphql.types.ProductStatus;
import io.millrace.storefront.rule.ExpectedVersion;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A product's own fields and their rules; its variants have theirs in {@link Variant}.
 *
 * @param id null until it is saved
 * @param version counts the changes; null until it is saved
 */
@Table("product")
record Product(
    @Id @Nullable Long id,
    String slug,
    String name,
    String description,
    long categoryId,
    ProductStatus status,
    OffsetDateTime updatedAt,
    @Version @Nullable Long version) {

  static final int MAX_NAME_LENGTH = 200;
  static final int MAX_DESCRIPTION_LENGTH = 10_000;

  /** What a command sets; what is null stays as it is. */
  record Changes(
      @Nullable String name,
      @Nullable String slug,
      @Nullable String description,
      @Nullable Long categoryId) {}

  /**
   * A new product.
   *
   * @param slug made from the name where it is null
   */
  static Product create(
      String name,
      @Nullable String slug,
      @Nullable String description,
      long categoryId,
      Instant now) {
    var product =
        new Product(
            null,
            slug == null ? Slug.from(name) : slug,
            name.strip(),
            Objects.requireNonNullElse(description, ""),
            categoryId,
            ProductStatus.ACTIVE,
            milliseconds(now),
            null);
    product.check();
    return product;
  }

  /**
   * The product with these changes, which concern the version {@code expected} where it is given.
   */
  Product change(Changes changes, @Nullable Integer expected, Instant now) {
    expect(expected);
    var changed =
        new Product(
            id,
            Objects.requireNonNullElse(changes.slug(), slug),
            changes.name() == null ? name : changes.name().strip(),
            Objects.requireNonNullElse(changes.description(), description),
            Objects.requireNonNullElse(changes.categoryId(), categoryId),
            status,
            milliseconds(now),
            version);
    changed.check();
    return changed;
  }

  /** The product out of the offer; archiving it again changes nothing. */
  Product archive(@Nullable Integer expected, Instant now) {
    return with(ProductStatus.ARCHIVED, expected, now);
  }

  /** The product in the offer; restoring one that is offered changes nothing. */
  Product restore(@Nullable Integer expected, Instant now) {
    return with(ProductStatus.ACTIVE, expected, now);
  }

  private Product with(ProductStatus newStatus, @Nullable Integer expected, Instant now) {
    expect(expected);
    return status == newStatus
        ? this
        : new Product(
            id, slug, name, description, categoryId, newStatus, milliseconds(now), version);
  }

  DocumentKey key() {
    return DocumentKey.of("Product", savedId());
  }

  long savedId() {
    return Objects.requireNonNull(id, "the product is not saved yet");
  }

  private void expect(@Nullable Integer expected) {
    ExpectedVersion.check(expected, version, ProductErrorCode.CONFLICT, "product");
  }

  private void check() {
    var violations = new Violations();
    violations.unless(
        !name.isBlank() && name.length() <= MAX_NAME_LENGTH,
        FieldPath.of("name"),
        ProductErrorCode.NAME_INVALID,
        "A name has 1 to %d characters".formatted(MAX_NAME_LENGTH));
    Slug.check(slug, ProductErrorCode.SLUG_INVALID, violations);
    violations
        .unless(
            description.length() <= MAX_DESCRIPTION_LENGTH,
            FieldPath.of("description"),
            ProductErrorCode.DESCRIPTION_TOO_LONG,
            "A description has at most %d characters".formatted(MAX_DESCRIPTION_LENGTH))
        .refuseIfAny();
  }

  /** Documents and cursors have milliseconds, so no column has more. */
  private static OffsetDateTime milliseconds(Instant now) {
    return now.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
