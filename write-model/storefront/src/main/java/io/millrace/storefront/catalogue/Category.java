package io.millrace.storefront.catalogue;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.CategoryErrorCode;
import io.millrace.storefront.rule.ExpectedVersion;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A branch of the catalogue and its rules.
 *
 * @param id null until it is saved
 * @param parentId null for a root
 * @param position the place among its siblings, lowest first
 * @param version counts the changes; null until it is saved
 */
@Table("category")
record Category(
    @Id @Nullable Long id,
    @Nullable Long parentId,
    String slug,
    String name,
    int position,
    @Version @Nullable Long version) {

  static final int MAX_NAME_LENGTH = 200;

  /**
   * A new category.
   *
   * @param slug made from the name where it is null
   * @param position the first place where it is null
   */
  static Category create(
      String name, @Nullable String slug, @Nullable Long parentId, @Nullable Integer position) {
    var category =
        new Category(
            null,
            parentId,
            slug == null ? Slug.from(name) : slug,
            name.strip(),
            Objects.requireNonNullElse(position, 0),
            null);
    category.check();
    return category;
  }

  /**
   * The category with another name, which concerns the version {@code expected} where it is given.
   *
   * @param newSlug null where it stays
   */
  Category rename(String newName, @Nullable String newSlug, @Nullable Integer expected) {
    expect(expected);
    var renamed =
        new Category(
            id,
            parentId,
            Objects.requireNonNullElse(newSlug, slug),
            newName.strip(),
            position,
            version);
    renamed.check();
    return renamed;
  }

  /**
   * The category below another parent; that concerns the version {@code expected} where it is
   * given.
   *
   * @param newParentId null where it becomes a root
   * @param parentAndAbove the parent and all above it, as they are until the transaction ends
   * @param newPosition null where it stays
   */
  Category move(
      @Nullable Long newParentId,
      Collection<Long> parentAndAbove,
      @Nullable Integer newPosition,
      @Nullable Integer expected) {
    expect(expected);
    new Violations()
        .unless(
            newParentId == null || parentAndAbove.contains(newParentId),
            FieldPath.of("parentId"),
            CategoryErrorCode.PARENT_NOT_FOUND,
            Categories.NO_PARENT)
        .unless(
            !parentAndAbove.contains(savedId()),
            FieldPath.of("parentId"),
            CategoryErrorCode.PARENT_BELOW_CATEGORY,
            "A category can't be moved below itself")
        .refuseIfAny();
    return new Category(
        id, newParentId, slug, name, Objects.requireNonNullElse(newPosition, position), version);
  }

  /** Refuses where a command is meant for another version. */
  void expect(@Nullable Integer expected) {
    ExpectedVersion.check(expected, version, CategoryErrorCode.CONFLICT, "category");
  }

  DocumentKey key() {
    return key(savedId());
  }

  static DocumentKey key(long id) {
    return DocumentKey.of("Category", id);
  }

  long savedId() {
    return Objects.requireNonNull(id, "the category is not saved yet");
  }

  private void check() {
    var violations = new Violations();
    violations.unless(
        !name.isBlank() && name.length() <= MAX_NAME_LENGTH,
        FieldPath.of("name"),
        CategoryErrorCode.NAME_INVALID,
        "A name has 1 to %d characters".formatted(MAX_NAME_LENGTH));
    Slug.check(slug, CategoryErrorCode.SLUG_INVALID, violations);
    violations.refuseIfAny();
  }
}
