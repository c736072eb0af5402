package io.millrace.storefront;

import static io.millrace.storefront.Commands.done;
import static io.millrace.storefront.Commands.refused;
import static io.millrace.storefront.Commands.result;
import static io.millrace.storefront.Shop.ANNA;
import static io.millrace.storefront.Shop.BEN;
import static io.millrace.storefront.Shop.STAFF;
import static io.millrace.storefront.Shop.archive;
import static io.millrace.storefront.Shop.customer;
import static io.millrace.storefront.Shop.offer;
import static io.millrace.storefront.Shop.product;
import static io.millrace.storefront.Shop.review;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storefront.graphql.types.ReviewDeleteInput;
import io.millrace.storefront.graphql.types.ReviewEditInput;
import io.millrace.storefront.graphql.types.ReviewWriteInput;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ReviewCommandsTest {

  @BeforeEach
  void aLamp() {
    Shop.open();
    done(offer("Lamp"));
  }

  @Nested
  class Writing {

    @Test
    void tellsTheReviewAndTheProductWithItsNewRating() {
      assertThat(result(write(1, 1, 4))).isEqualTo(CommandResult.touched(review(1), product(1)));
    }

    @Refuses("ReviewErrorCode.ALREADY_REVIEWED")
    void takesOneReviewOfEachCustomer() throws Exception {
      assertThat(Race.refusedBehind(write(1, 1, 4), write(1, 1, 5)))
          .containsExactly("ALREADY_REVIEWED at productId");
    }

    @Refuses("ReviewErrorCode.PRODUCT_NOT_FOUND")
    void refusesAnUnknownProduct() {
      assertThat(refused(write(99, 1, 4))).containsExactly("PRODUCT_NOT_FOUND at productId");
    }

    @Test
    void isForTheCallerOrForWhomTheStaffNames() {
      Shop.welcomeBen();
      done(write(ANNA, rating(4)));
      done(write(STAFF, rating(3).customerId(customer(2))));
      assertThat(Shop.texts("select customer_id || ' ' || rating from review order by id"))
          .containsExactly("1 4", "2 3");
    }

    @Refuses("ReviewErrorCode.CUSTOMER_NOT_FOUND")
    void refusesSomebodyElseLikeSomebodyUnknown() {
      Shop.welcomeBen();
      var others =
          List.of(
              write(BEN, rating(4).customerId(customer(1))),
              write(BEN, rating(4).customerId(customer(99))),
              write(STAFF, rating(4)),
              write(STAFF, rating(4).customerId(customer(99))));
      assertThat(others)
          .allSatisfy(
              review ->
                  assertThat(refused(review)).containsExactly("CUSTOMER_NOT_FOUND at customerId"));
    }

    @Refuses("ReviewErrorCode.PRODUCT_ARCHIVED")
    void refusesAnArchivedProduct() {
      done(archive(1));
      assertThat(refused(write(1, 1, 4))).containsExactly("PRODUCT_ARCHIVED at productId");
    }

    @Refuses("ReviewErrorCode.RATING_OUT_OF_RANGE")
    void refusesARatingThatIsNoneOfFive() {
      done(write(1, 1, 5));
      for (int rating : List.of(0, 6)) {
        assertThat(refused(write(1, 1, rating))).containsExactly("RATING_OUT_OF_RANGE at rating");
        assertThat(refused(edit(change().rating(rating))))
            .containsExactly("RATING_OUT_OF_RANGE at rating");
      }
    }

    @Refuses("ReviewErrorCode.TITLE_TOO_LONG")
    void refusesALongTitle() {
      done(write(1, 1, 5));
      assertThat(refused(edit(change().title("x".repeat(201)))))
          .containsExactly("TITLE_TOO_LONG at title");
    }

    @Refuses("ReviewErrorCode.BODY_TOO_LONG")
    void refusesALongText() {
      done(write(1, 1, 5));
      assertThat(refused(edit(change().body("x".repeat(10_001)))))
          .containsExactly("BODY_TOO_LONG at body");
    }
  }

  @Nested
  class Editing {

    @Test
    void changesOnlyWhatIsGivenOfAnArchivedProductToo() {
      done(write(1, 1, 5));
      done(archive(1));

      assertThat(result(edit(change().title("Fine").body("It shines").expectedVersion(0))))
          .isEqualTo(CommandResult.touched(review(1), product(1)));
      done(edit(change().rating(3).title("")));

      assertThat(Shop.row("select rating, title, body, version from review"))
          .containsEntry("rating", 3)
          .containsEntry("title", "")
          .containsEntry("body", "It shines")
          .containsEntry("version", 2L);
    }

    @Refuses("ReviewErrorCode.NOT_THE_AUTHOR")
    void isForTheAuthorAndTheStaffAlone() {
      done(write(1, 1, 5));
      for (var other : List.of(BEN, Caller.ANONYMOUS, Shop.caller("3", "staff:orders"))) {
        assertThat(refused(edit(change().rating(1), other)))
            .containsExactly("NOT_THE_AUTHOR at id");
        assertThat(refused(delete(1, null, other))).containsExactly("NOT_THE_AUTHOR at id");
      }
      done(edit(change().rating(4), ANNA));
      done(edit(change().rating(3), STAFF));
      done(delete(1, null, ANNA));
    }

    @Refuses("ReviewErrorCode.REVIEW_NOT_FOUND")
    void refusesAReviewThatIsNotThereOrGoesMeanwhile() throws Exception {
      assertThat(refused(delete(1, null))).containsExactly("REVIEW_NOT_FOUND at id");
      done(write(1, 1, 5));
      assertThat(Race.refusedBehind(delete(1, null), edit(change().rating(1))))
          .containsExactly("REVIEW_NOT_FOUND at id");
      assertThat(refused(delete(1, null))).containsExactly("REVIEW_NOT_FOUND at id");
    }

    @Refuses("ReviewErrorCode.CONFLICT")
    void refusesACommandThatIsMeantForAnotherVersion() throws Exception {
      done(write(1, 1, 5));
      assertThat(Race.refusedBehind(edit(change().rating(4)), delete(1, 0)))
          .containsExactly("CONFLICT at expectedVersion");
      assertThat(refused(edit(change().rating(1).expectedVersion(0))))
          .containsExactly("CONFLICT at expectedVersion");
    }
  }

  @Nested
  class Deleting {

    @Test
    void tellsWhatIsGoneAndLetsTheAuthorWriteAgain() {
      done(write(1, 1, 5));

      assertThat(result(delete(1, 0)))
          .isEqualTo(new CommandResult.Done(List.of(product(1)), List.of(review(1))));
      assertThat(done(write(1, 1, 1))).isEqualTo(review(2));
    }
  }

  private static ReviewEditInput.Builder change() {
    return ReviewEditInput.newBuilder().id(review(1));
  }

  private static ReviewWriteInput.Builder rating(int rating) {
    return ReviewWriteInput.newBuilder().productId(product(1)).rating(rating);
  }

  private static Mono<CommandResult> write(long product, long customer, int rating) {
    return write(STAFF, rating(rating).productId(product(product)).customerId(customer(customer)));
  }

  private static Mono<CommandResult> write(Caller caller, ReviewWriteInput.Builder review) {
    return Commands.REVIEWS.reviewWrite(review.build(), caller);
  }

  private static Mono<CommandResult> edit(ReviewEditInput.Builder change) {
    return edit(change, ANNA);
  }

  private static Mono<CommandResult> edit(ReviewEditInput.Builder change, Caller caller) {
    return Commands.REVIEWS.reviewEdit(change.build(), caller);
  }

  private static Mono<CommandResult> delete(long id, @Nullable Integer expectedVersion) {
    return delete(id, expectedVersion, ANNA);
  }

  private static Mono<CommandResult> delete(
      long id, @Nullable Integer expectedVersion, Caller caller) {
    return Commands.REVIEWS.reviewDelete(
        ReviewDeleteInput.newBuilder().id(review(id)).expectedVersion(expectedVersion).build(),
        caller);
  }
}
