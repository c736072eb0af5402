package io.millrace.storefront.review;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.catalogue.Products;
import io.millrace.storefront.graphql.types.ProductStatus;
import io.millrace.storefront.graphql.types.ReviewErrorCode;
import io.millrace.storefront.graphql.types.ReviewWriteInput;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.RowId;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import reactor.core.publisher.Mono;

/** Handles the command that writes a review. */
@CommandHandlers
public final class ReviewCommands {

  private final Reviews reviews;
  private final Products products;

  ReviewCommands(Reviews reviews, Products products) {
    this.reviews = reviews;
    this.products = products;
  }

  /** Writes a customer's only review of a product. */
  public Mono<CommandResult> reviewWrite(ReviewWriteInput input) {
    long productId = RowId.of(input.getProductId());
    return Mono.fromSupplier(
            () ->
                Review.write(
                    productId,
                    RowId.of(input.getCustomerId()),
                    input.getRating(),
                    input.getTitle(),
                    input.getBody()))
        .delayUntil(review -> reviewable(productId))
        .flatMap(reviews::insert)
        .map(
            review ->
                CommandResult.touched(
                    DocumentKey.of("Review", review.savedId()),
                    DocumentKey.of("Product", productId)));
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
