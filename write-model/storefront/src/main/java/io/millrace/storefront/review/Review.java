package io.millrace.storefront.review;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.ReviewErrorCode;
import io.millrace.storefront.rule.ExpectedVersion;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A customer's review of a product and its rules.
 *
 * @param id null until it is saved
 * @param rating from 1, poor, to 5, excellent
 * @param version counts the changes; null until it is saved
 */
@Table("review")
record Review(
    @Id @Nullable Long id,
    long productId,
    long customerId,
    int rating,
    String title,
    String body,
    @Version @Nullable Long version) {

  private static final int BEST_RATING = 5;
  private static final int MAX_TITLE_LENGTH = 200;
  private static final int MAX_BODY_LENGTH = 10_000;

  static Review write(
      long productId, long customerId, int rating, @Nullable String title, @Nullable String body) {
    var review =
        new Review(
            null,
            productId,
            customerId,
            rating,
            Objects.requireNonNullElse(title, "").strip(),
            Objects.requireNonNullElse(body, "").strip(),
            null);
    review.check();
    return review;
  }

  /**
   * The review with these changes, which concern the version {@code expected} where it is given;
   * what is null stays as it is.
   */
  Review edit(
      @Nullable Integer newRating,
      @Nullable String newTitle,
      @Nullable String newBody,
      @Nullable Integer expected) {
    expect(expected);
    var edited =
        new Review(
            id,
            productId,
            customerId,
            Objects.requireNonNullElse(newRating, rating),
            newTitle == null ? title : newTitle.strip(),
            newBody == null ? body : newBody.strip(),
            version);
    edited.check();
    return edited;
  }

  /** Refuses where a command is meant for another version. */
  void expect(@Nullable Integer expected) {
    ExpectedVersion.check(expected, version, ReviewErrorCode.CONFLICT, "review");
  }

  private void check() {
    new Violations()
        .unless(
            rating >= 1 && rating <= BEST_RATING,
            FieldPath.of("rating"),
            ReviewErrorCode.RATING_OUT_OF_RANGE,
            "A rating is 1 to %d".formatted(BEST_RATING))
        .unless(
            title.length() <= MAX_TITLE_LENGTH,
            FieldPath.of("title"),
            ReviewErrorCode.TITLE_TOO_LONG,
            "A title has at most %d characters".formatted(MAX_TITLE_LENGTH))
        .unless(
            body.length() <= MAX_BODY_LENGTH,
            FieldPath.of("body"),
            ReviewErrorCode.BODY_TOO_LONG,
            "A text has at most %d characters".formatted(MAX_BODY_LENGTH))
        .refuseIfAny();
  }

  DocumentKey key() {
    return DocumentKey.of("Review", savedId());
  }

  DocumentKey productKey() {
    return DocumentKey.of("Product", productId);
  }

  long savedId() {
    return Objects.requireNonNull(id, "the review is not saved yet");
  }
}
