package io.millrace.storefront.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.write.command.CommandRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void hasARatingFromOneToFiveAndNeedsNoText(int rating) {
    var review = Review.write(1, 2, rating, null, " Fine. ");

    assertThat(review.title()).isEmpty();
    assertThat(review.body()).isEqualTo("Fine.");
  }

  @Test
  void namesEveryRuleThatItViolates() {
    var refused =
        catchThrowableOfType(
            CommandRefusedException.class,
            () -> Review.write(1, 2, 0, "t".repeat(201), "b".repeat(10_001)));

    assertThat(refused.violations())
        .extracting(violation -> violation.code())
        .containsExactly("RATING_OUT_OF_RANGE", "TITLE_TOO_LONG", "BODY_TOO_LONG");
  }
}
