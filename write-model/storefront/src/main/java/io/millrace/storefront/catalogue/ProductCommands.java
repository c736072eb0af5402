package io.millrace.storefront.catalogue;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.ProductArchiveInput;
import io.millrace.storefront.graphql.types.ProductCreateInput;
import io.millrace.storefront.graphql.types.ProductCreateVariantInput;
import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.graphql.types.ProductRenameInput;
import io.millrace.storefront.graphql.types.ProductRestoreInput;
import io.millrace.storefront.graphql.types.ProductUpdateInput;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.LostRace;
import io.millrace.storefront.rule.RowId;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handles the commands on products. */
@CommandHandlers(errorCodes = ProductErrorCode.class)
public final class ProductCommands {

  private static final RuleViolation CONFLICT =
      FieldPath.ROOT.violates(
          ProductErrorCode.CONFLICT, "Others are changing the product at this moment; try again");

  private final Products products;
  private final Variants variants;
  private final Clock clock;

  ProductCommands(Products products, Variants variants, Clock clock) {
    this.products = products;
    this.variants = variants;
    this.clock = clock;
  }

  /** Offers a new product with its first variants. */
  public Mono<CommandResult> productCreate(ProductCreateInput input) {
    return Mono.fromSupplier(
            () ->
                Product.create(
                    input.getName(),
                    input.getSlug(),
                    input.getDescription(),
                    RowId.of(input.getCategoryId()),
                    clock.instant()))
        .flatMap(products::insert)
        .flatMap(product -> addAll(product, input.getVariants()).thenReturn(product))
        .map(product -> CommandResult.touched(product.key()));
  }

  /** Changes a product's own fields. */
  public Mono<CommandResult> productUpdate(ProductUpdateInput input) {
    var changes =
        new Product.Changes(
            input.getName(),
            input.getSlug(),
            input.getDescription(),
            RowId.ofOptional(input.getCategoryId()));
    return changed(
        input.getId(),
        product -> product.change(changes, input.getExpectedVersion(), clock.instant()));
  }

  /** Gives a product another name. */
  public Mono<CommandResult> productRename(ProductRenameInput input) {
    var changes = new Product.Changes(input.getName(), input.getSlug(), null, null);
    return changed(
        input.getId(),
        product -> product.change(changes, input.getExpectedVersion(), clock.instant()));
  }

  /** Takes a product out of the offer. */
  public Mono<CommandResult> productArchive(ProductArchiveInput input) {
    return changed(
        input.getId(), product -> product.archive(input.getExpectedVersion(), clock.instant()));
  }

  /** Offers an archived product again. */
  public Mono<CommandResult> productRestore(ProductRestoreInput input) {
    return changed(
        input.getId(), product -> product.restore(input.getExpectedVersion(), clock.instant()));
  }

  private Mono<CommandResult> changed(DocumentKey id, UnaryOperator<Product> change) {
    return LostRace.retried(
            find(id).flatMap(product -> save(product, change.apply(product))), CONFLICT)
        .map(done -> CommandResult.touched(done.key()));
  }

  private Mono<Product> save(Product before, Product after) {
    return after.equals(before) ? Mono.just(before) : products.update(after);
  }

  private Mono<Product> find(DocumentKey id) {
    return products
        .find(RowId.of(id))
        .switchIfEmpty(
            FieldPath.of("id")
                .refused(ProductErrorCode.PRODUCT_NOT_FOUND, "There is no such product"));
  }

  private Mono<Void> addAll(
      Product product, @Nullable List<ProductCreateVariantInput> variantInputs) {
    var inputs = Objects.requireNonNullElse(variantInputs, List.<ProductCreateVariantInput>of());
    var added = new ArrayList<Variant>();
    for (int index = 0; index < inputs.size(); index++) {
      var input = inputs.get(index);
      var draft =
          new Variant.Draft(
              input.getSku(), input.getName(), Price.of(input.getPrice()), input.getStock());
      added.add(Variant.add(product, draft, added, FieldPath.of("variants", index)));
    }
    return Flux.fromIterable(added)
        .index()
        .concatMap(
            variant -> variants.insert(variant.getT2(), FieldPath.of("variants", variant.getT1())))
        .then();
  }
}
