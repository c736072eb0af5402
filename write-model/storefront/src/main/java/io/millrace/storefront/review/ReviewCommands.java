package io.millrace.storefront.review;

import io.millrace.storefront.catalogue.Products;
import io.millrace.storefront.graphql.types.ProductStatus;
import io.millrace.storefront.graphql.types.ReviewDeleteInput;
import io.millrace.storefront.graphql.types.ReviewEditInput;
import io.millrace.storefront.graphql.types.ReviewErrorCode;
import io.millrace.storefront.graphql.types.ReviewWriteInput;
import io.millrace.storefront.rule.Actor;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.LostRace;
import io.millrace.storefront.rule.RowId;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.util.List;
import reactor.core.publisher.Mono;

/** Handles the commands on reviews. */
@CommandHandlers(errorCodes = ReviewErrorCode.class)
public final class ReviewCommands {

  private static final RuleViolation CONFLICT =
      FieldPath.ROOT.violates(
          ReviewErrorCode.CONFLICT, "Others are changing the review at this moment; try again");

  private final Reviews reviews;
  private final Products products;

  ReviewCommands(Reviews reviews, Products products) {
    this.reviews = reviews;
    this.products = products;
  }

  /** Writes a customer's only review of a product. */
  public Mono<CommandResult> reviewWrite(ReviewWriteInput input, Caller caller) {
    long author = Actor.of(caller, Actor.REVIEWS).customer(input.getCustomerId());
    long productId = RowId.of(input.getProductId());
    return Mono.fromSupplier(
            () ->
                Review.write(
                    productId, author, input.getRating(), input.getTitle(), input.getBody()))
        .delayUntil(review -> reviewable(productId))
        .flatMap(reviews::insert)
        .map(review -> CommandResult.touched(review.key(), review.productKey()));
  }

  /** Changes a review, of an archived product too: it is its author's. */
  public Mono<CommandResult> reviewEdit(ReviewEditInput input, Caller caller) {
    var attempt =
        changeable(reviews.find(RowId.of(input.getId())), caller)
            .map(
                review ->
                    review.edit(
                        input.getRating(),
                        input.getTitle(),
                        input.getBody(),
                        input.getExpectedVersion()))
            .flatMap(reviews::update);
    return LostRace.retried(attempt, CONFLICT)
        .map(review -> CommandResult.touched(review.key(), review.productKey()));
  }

  /** Deletes a review. */
  public Mono<CommandResult> reviewDelete(ReviewDeleteInput input, Caller caller) {
    return changeable(reviews.hold(RowId.of(input.getId())), caller)
        .doOnNext(review -> review.expect(input.getExpectedVersion()))
        .flatMap(reviews::delete)
        .map(gone -> new CommandResult.Done(List.of(gone.productKey()), List.of(gone.key())));
  }

  /** Everybody may read a review, so that it may be said whose it is not. */
  private static Mono<Review> changeable(Mono<Review> found, Caller caller) {
    var actor = Actor.of(caller, Actor.REVIEWS);
    var at = FieldPath.of("id");
    return found
        .switchIfEmpty(at.refused(ReviewErrorCode.REVIEW_NOT_FOUND, "There is no such review"))
        .filter(review -> actor.actsFor(review.customerId()))
        .switchIfEmpty(
            at.refused(ReviewErrorCode.NOT_THE_AUTHOR, "Somebody else wrote this review"));
  }

  private Mono<ProductStatus> reviewable(long productId) {
    var at = FieldPath.of("productId");
    return products
        .status(productId)
        .switchIfEmpty(at.refused(ReviewErrorCode.PRODUCT_NOT_FOUND, "There is no such product"))
        .filter(status -> status == ProductStatus.ACTIVE)
        .switchIfEmpty(at.refused(ReviewErrorCode.PRODUCT_ARCHIVED, "The product is archived"));
  }
}
