package io.millrace.storefront.catalogue;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.graphql.types.ProductStatus;
import io.millrace.storefront.graphql.types.VariantAddInput;
import io.millrace.storefront.graphql.types.VariantPriceChangeInput;
import io.millrace.storefront.graphql.types.VariantRemoveInput;
import io.millrace.storefront.graphql.types.VariantStockAdjustInput;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.LostRace;
import io.millrace.storefront.rule.RowId;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handles the commands on variants. */
@CommandHandlers(errorCodes = ProductErrorCode.class)
public final class VariantCommands {

  private static final RuleViolation CONFLICT =
      FieldPath.ROOT.violates(
          ProductErrorCode.CONFLICT, "Others are changing the variant at this moment; try again");

  private final Products products;
  private final Variants variants;

  VariantCommands(Products products, Variants variants) {
    this.products = products;
    this.variants = variants;
  }

  /** Adds a variant to a product. */
  public Mono<CommandResult> variantAdd(VariantAddInput input) {
    var draft =
        new Variant.Draft(
            input.getSku(), input.getName(), Price.of(input.getPrice()), input.getStock());
    return products
        .hold(RowId.of(input.getProductId()))
        .switchIfEmpty(
            FieldPath.of("productId")
                .refused(ProductErrorCode.PRODUCT_NOT_FOUND, "There is no such product"))
        .doOnNext(VariantCommands::refuseArchived)
        .zipWhen(product -> variants.ofProduct(product.savedId()))
        .map(offer -> Variant.add(offer.getT1(), draft, offer.getT2(), FieldPath.ROOT))
        .flatMap(variant -> variants.insert(variant, FieldPath.ROOT))
        .map(variant -> touched(variant.productId()));
  }

  /** Sets the price of a variant. */
  public Mono<CommandResult> variantPriceChange(VariantPriceChangeInput input) {
    var price = Objects.requireNonNull(Price.of(input.getPrice()), "the schema demands a price");
    long id = RowId.of(input.getVariantId());
    var attempt =
        variants
            .find(id)
            .switchIfEmpty(notFound())
            .flatMap(found -> products.hold(found.productId()))
            .flatMap(product -> variants.ofProduct(product.savedId()))
            .flatMap(
                all ->
                    Flux.fromIterable(all)
                        .filter(variant -> Objects.equals(variant.id(), id))
                        .next()
                        .switchIfEmpty(notFound()) // removed before the product was held
                        .map(variant -> variant.reprice(price, input.getExpectedVersion(), all)))
            .flatMap(variants::update);
    return LostRace.retried(attempt, CONFLICT).map(variant -> touched(variant.productId()));
  }

  /** Adds to the stock of a variant, or takes from it. */
  public Mono<CommandResult> variantStockAdjust(VariantStockAdjustInput input) {
    long id = RowId.of(input.getVariantId());
    return variants
        .adjustStock(id, input.getDelta())
        .switchIfEmpty(Mono.defer(() -> whyNotAdjusted(id)))
        .map(VariantCommands::touched);
  }

  /**
   * Takes a variant out of its product, the last one too: a product without variants is one that
   * can't be ordered yet, like a new one without.
   */
  public Mono<CommandResult> variantRemove(VariantRemoveInput input) {
    return variants
        .hold(RowId.of(input.getVariantId()))
        .switchIfEmpty(notFound())
        .doOnNext(variant -> variant.expect(input.getExpectedVersion()))
        .flatMap(variant -> variants.remove(variant).thenReturn(variant))
        .map(
            variant ->
                new CommandResult.Done(
                    List.of(DocumentKey.of("Product", variant.productId())),
                    List.of(input.getVariantId())));
  }

  private Mono<Long> whyNotAdjusted(long id) {
    return variants
        .find(id)
        .switchIfEmpty(notFound())
        .flatMap(
            variant ->
                FieldPath.of("delta")
                    .refused(
                        ProductErrorCode.STOCK_OUT_OF_RANGE,
                        "The stock is %d and stays between 0 and %d"
                            .formatted(variant.stock(), Variant.MAX_STOCK)));
  }

  private static Mono<Variant> notFound() {
    return FieldPath.of("variantId")
        .refused(ProductErrorCode.VARIANT_NOT_FOUND, "There is no such variant");
  }

  private static void refuseArchived(Product product) {
    if (product.status() == ProductStatus.ARCHIVED) {
      throw FieldPath.of("productId")
          .refuses(ProductErrorCode.PRODUCT_ARCHIVED, "The product is archived");
    }
  }

  private static CommandResult touched(long productId) {
    return CommandResult.touched(DocumentKey.of("Product", productId));
  }
}
