package io.millrace.storefront.review;

import io.millrace.storefront.graphql.types.ReviewErrorCode;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A customer's review of a product and its rules.
 *
 * @param id null until it is saved
 * @param rating from 1, poor, to 5, excellent
 */
@Table("review")
record Review(
    @Id @Nullable Long id, long productId, long customerId, int rating, String title, String body) {

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
            Objects.requireNonNullElse(body, "").strip());
    new Violations()
        .unless(
            rating >= 1 && rating <= BEST_RATING,
            FieldPath.of("rating"),
            ReviewErrorCode.RATING_OUT_OF_RANGE,
            "A rating is 1 to %d".formatted(BEST_RATING))
        .unless(
            review.title.length() <= MAX_TITLE_LENGTH,
            FieldPath.of("title"),
            ReviewErrorCode.TITLE_TOO_LONG,
            "A title has at most %d characters".formatted(MAX_TITLE_LENGTH))
        .unless(
            review.body.length() <= MAX_BODY_LENGTH,
            FieldPath.of("body"),
            ReviewErrorCode.BODY_TOO_LONG,
            "A text has at most %d characters".formatted(MAX_BODY_LENGTH))
        .refuseIfAny();
    return review;
  }

  long savedId() {
    return Objects.requireNonNull(id, "the review is not saved yet");
  }
}
