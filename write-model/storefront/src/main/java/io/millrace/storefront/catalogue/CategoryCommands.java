package io.millrace.storefront.catalogue;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.CategoryCreateInput;
import io.millrace.storefront.graphql.types.CategoryDeleteInput;
import io.millrace.storefront.graphql.types.CategoryErrorCode;
import io.millrace.storefront.graphql.types.CategoryMoveInput;
import io.millrace.storefront.graphql.types.CategoryRenameInput;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.LostRace;
import io.millrace.storefront.rule.RowId;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Handles the commands on categories. */
@CommandHandlers(errorCodes = CategoryErrorCode.class)
public final class CategoryCommands {

  private static final RuleViolation CONFLICT =
      FieldPath.ROOT.violates(
          CategoryErrorCode.CONFLICT, "Others are changing the category at this moment; try again");

  private final Categories categories;

  CategoryCommands(Categories categories) {
    this.categories = categories;
  }

  /** Adds a category to the tree. */
  public Mono<CommandResult> categoryCreate(CategoryCreateInput input) {
    return Mono.fromSupplier(
            () ->
                Category.create(
                    input.getName(),
                    input.getSlug(),
                    RowId.ofOptional(input.getParentId()),
                    input.getPosition()))
        .flatMap(categories::insert)
        .map(created -> CommandResult.touched(created.key()));
  }

  /** Gives a category another name. */
  public Mono<CommandResult> categoryRename(CategoryRenameInput input) {
    var attempt =
        found(categories.find(RowId.of(input.getId())))
            .map(
                category ->
                    category.rename(input.getName(), input.getSlug(), input.getExpectedVersion()))
            .flatMap(categories::update);
    return LostRace.retried(attempt, CONFLICT).map(done -> CommandResult.touched(done.key()));
  }

  /** Moves a category to another place in the tree. */
  public Mono<CommandResult> categoryMove(CategoryMoveInput input) {
    @Nullable Long parentId = RowId.ofOptional(input.getParentId());
    var attempt =
        found(categories.find(RowId.of(input.getId())))
            .zipWhen(category -> withAllAbove(parentId))
            .map(
                place ->
                    place
                        .getT1()
                        .move(
                            parentId,
                            place.getT2(),
                            input.getPosition(),
                            input.getExpectedVersion()))
            .flatMap(categories::update);
    return categories
        .holdShape()
        .then(LostRace.retried(attempt, CONFLICT))
        .map(moved -> CommandResult.touched(moved.key()));
  }

  /** Deletes a category that nothing is in. */
  public Mono<CommandResult> categoryDelete(CategoryDeleteInput input) {
    return found(categories.hold(RowId.of(input.getId())))
        .doOnNext(category -> category.expect(input.getExpectedVersion()))
        .flatMap(categories::delete)
        .map(gone -> new CommandResult.Done(above(gone), List.of(gone.key())));
  }

  private Mono<List<Long>> withAllAbove(@Nullable Long parentId) {
    return parentId == null ? Mono.just(List.of()) : categories.withAllAbove(parentId);
  }

  private static Mono<Category> found(Mono<Category> category) {
    return category.switchIfEmpty(
        FieldPath.of("id")
            .refused(CategoryErrorCode.CATEGORY_NOT_FOUND, "There is no such category"));
  }

  private static List<DocumentKey> above(Category category) {
    return category.parentId() == null ? List.of() : List.of(Category.key(category.parentId()));
  }
}
