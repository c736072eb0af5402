package io.millrace.storefront.catalogue;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.ProductArchiveInput;
import io.millrace.storefront.graphql.types.ProductCreateInput;
import io.millrace.storefront.graphql.types.ProductCreateVariantInput;
import io.millrace.storefront.graphql.types.ProductErrorCode;
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
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handles the commands on products. */
@CommandHandlers
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
    var attempt =
        find(input.getId())
            .map(product -> product.change(changes, input.getExpectedVersion(), clock.instant()))
            .flatMap(products::update);
    return LostRace.retried(attempt, CONFLICT).map(done -> CommandResult.touched(done.key()));
  }

  /** Takes a product out of the offer. */
  public Mono<CommandResult> productArchive(ProductArchiveInput input) {
    var attempt =
        find(input.getId()).flatMap(product -> archived(product, input.getExpectedVersion()));
    return LostRace.retried(attempt, CONFLICT).map(done -> CommandResult.touched(done.key()));
  }

  private Mono<Product> archived(Product product, @Nullable Integer expectedVersion) {
    var archived = product.archive(expectedVersion, clock.instant());
    return archived.equals(product) ? Mono.just(product) : products.update(archived);
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
