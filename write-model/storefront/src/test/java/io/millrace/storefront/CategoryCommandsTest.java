package io.millrace.storefront;

import static io.millrace.storefront.Commands.done;
import static io.millrace.storefront.Commands.refused;
import static io.millrace.storefront.Commands.result;
import static io.millrace.storefront.Shop.category;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storefront.graphql.types.CategoryCreateInput;
import io.millrace.storefront.graphql.types.CategoryDeleteInput;
import io.millrace.storefront.graphql.types.CategoryMoveInput;
import io.millrace.storefront.graphql.types.CategoryRenameInput;
import io.millrace.storefront.graphql.types.ProductUpdateInput;
import io.millrace.write.command.CommandResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CategoryCommandsTest {

  private static final long LAMPS = 1;
  private static final long DESK = 2;
  private static final long BLUE = 3;

  /** Lamps with Desk Lamps below, and Blue Desk Lamps below these. */
  @BeforeEach
  void aBranchOfThree() {
    Shop.open();
    done(create("Desk Lamps", LAMPS));
    done(create("Blue Desk Lamps", DESK));
  }

  @Nested
  class Creating {

    @Test
    void makesTheSlugFromTheNameAndARootWithoutParent() {
      assertThat(done(create(" Café  Chairs ", null))).isEqualTo(category(4));
      assertThat(
              Shop.row(
                  "select slug, name, parent_id, position, version from category where id = 4"))
          .containsEntry("slug", "cafe-chairs")
          .containsEntry("name", "Café  Chairs")
          .containsEntry("parent_id", null)
          .containsEntry("position", 0)
          .containsEntry("version", 0L);
    }

    @Refuses("CategoryErrorCode.NAME_INVALID")
    void refusesABlankName() {
      assertThat(refused(create(" ", null))).contains("NAME_INVALID at name");
      assertThat(refused(create("x".repeat(201), null))).contains("NAME_INVALID at name");
    }

    @Refuses("CategoryErrorCode.SLUG_INVALID")
    void refusesASlugThatIsNoneInAddresses() {
      assertThat(
              refused(
                  Commands.CATEGORIES.categoryCreate(input("Beds", null).slug("Be ds").build())))
          .containsExactly("SLUG_INVALID at slug");
      assertThat(refused(create("Лампы", null))).containsExactly("SLUG_INVALID at slug");
    }

    @Refuses("CategoryErrorCode.SLUG_TAKEN")
    void refusesTheSlugOfAnother() throws Exception {
      assertThat(refused(create("Lamps", null))).containsExactly("SLUG_TAKEN at slug");
      assertThat(refused(rename(DESK, "Lamps", "lamps", null)))
          .containsExactly("SLUG_TAKEN at slug");
      assertThat(Race.refusedBehind(create("Beds", null), create("Beds", null)))
          .containsExactly("SLUG_TAKEN at slug");
    }

    @Refuses("CategoryErrorCode.PARENT_NOT_FOUND")
    void refusesAParentThatIsNotThereOrGoesMeanwhile() throws Exception {
      assertThat(refused(create("Beds", 99L))).containsExactly("PARENT_NOT_FOUND at parentId");
      assertThat(refused(move(BLUE, 99L))).containsExactly("PARENT_NOT_FOUND at parentId");
      assertThat(Race.refusedBehind(delete(BLUE), create("Small", BLUE)))
          .containsExactly("PARENT_NOT_FOUND at parentId");
    }
  }

  @Nested
  class Renaming {

    @Test
    void keepsTheSlugUnlessOneIsGiven() {
      done(rename(LAMPS, "Lights", null, null));
      assertThat(Shop.texts("select slug || ' ' || name from category where id = 1"))
          .containsExactly("lamps Lights");

      done(rename(LAMPS, "Lights", "lights", 1));
      assertThat(Shop.texts("select slug || ' ' || version from category where id = 1"))
          .containsExactly("lights 2");
    }

    @Refuses("CategoryErrorCode.CATEGORY_NOT_FOUND")
    void refusesACategoryThatIsNotThere() {
      assertThat(refused(rename(99, "X", null, null))).containsExactly("CATEGORY_NOT_FOUND at id");
      assertThat(refused(move(99, LAMPS))).containsExactly("CATEGORY_NOT_FOUND at id");
      assertThat(refused(delete(99))).containsExactly("CATEGORY_NOT_FOUND at id");
    }

    @Refuses("CategoryErrorCode.CONFLICT")
    void refusesACommandThatIsMeantForAnotherVersion() {
      done(rename(BLUE, "Azure", null, 0));

      assertThat(refused(rename(BLUE, "Red", null, 0)))
          .containsExactly("CONFLICT at expectedVersion");
      assertThat(refused(move(BLUE, null, null, 0))).containsExactly("CONFLICT at expectedVersion");
      assertThat(refused(delete(BLUE, 0))).containsExactly("CONFLICT at expectedVersion");
    }
  }

  @Nested
  class Moving {

    @Test
    void takesAllThatIsBelowAlong() {
      done(create("Furniture", null));
      done(move(DESK, 4L, 7, 0));

      assertThat(tree()).containsExactly("1 under -", "2 under 4", "3 under 2", "4 under -");
      assertThat(Shop.row("select position, version from category where id = 2"))
          .containsEntry("position", 7)
          .containsEntry("version", 1L);
    }

    @Test
    void makesARootWithoutParent() {
      done(move(BLUE, null));
      assertThat(tree()).containsExactly("1 under -", "2 under 1", "3 under -");
    }

    @Refuses("CategoryErrorCode.PARENT_BELOW_CATEGORY")
    void refusesAParentThatIsTheCategoryOrBelowIt() {
      for (long parent : List.of(LAMPS, DESK, BLUE)) {
        assertThat(refused(move(LAMPS, parent)))
            .containsExactly("PARENT_BELOW_CATEGORY at parentId");
      }
      assertThat(tree()).containsExactly("1 under -", "2 under 1", "3 under 2");
    }

    @Test
    void neverClosesACircleTogetherWithAnotherMove() throws Exception {
      done(create("Furniture", null));

      assertThat(Race.refusedBehind(move(LAMPS, 4L), move(4, BLUE)))
          .containsExactly("PARENT_BELOW_CATEGORY at parentId");
      assertThat(tree()).containsExactly("1 under 4", "2 under 1", "3 under 2", "4 under -");
    }

    @Test
    void decidesAnewWhereSomebodyRenamesMeanwhile() throws Exception {
      var race = Race.between(rename(BLUE, "Azure", null, null), move(BLUE, LAMPS));

      assertThat(race.second()).isInstanceOf(CommandResult.Done.class);
      assertThat(Shop.row("select name, parent_id, version from category where id = 3"))
          .containsEntry("name", "Azure")
          .containsEntry("parent_id", 1L)
          .containsEntry("version", 2L);
    }
  }

  @Nested
  class Deleting {

    @Test
    void tellsWhatIsGoneAndTheCategoryAbove() {
      assertThat(result(delete(BLUE, 0)))
          .isEqualTo(new CommandResult.Done(List.of(category(DESK)), List.of(category(BLUE))));
      assertThat(tree()).containsExactly("1 under -", "2 under 1");

      done(create("Beds", null));
      assertThat(result(delete(4)))
          .isEqualTo(new CommandResult.Done(List.of(), List.of(category(4))));
    }

    @Refuses("CategoryErrorCode.HAS_CHILDREN")
    void refusesWhereACategoryIsBelowOrComesMeanwhile() throws Exception {
      assertThat(refused(delete(DESK))).containsExactly("HAS_CHILDREN at id");
      assertThat(Race.refusedBehind(create("Small", BLUE), delete(BLUE)))
          .containsExactly("HAS_CHILDREN at id");
    }

    @Refuses("CategoryErrorCode.HAS_PRODUCTS")
    void refusesWhereAProductIsInItOrComesMeanwhile() throws Exception {
      assertThat(Race.refusedBehind(Shop.offerIn(BLUE, "Lamp"), delete(BLUE)))
          .containsExactly("HAS_PRODUCTS at id");
      done(Shop.archive(1));
      assertThat(refused(delete(BLUE))).containsExactly("HAS_PRODUCTS at id");

      done(
          Shop.update(
              ProductUpdateInput.newBuilder().id(Shop.product(1)).categoryId(category(DESK))));
      assertThat(result(delete(BLUE))).isInstanceOf(CommandResult.Done.class);
    }

    @Test
    void refusesTheProductThatComesMeanwhile() throws Exception {
      assertThat(Race.refusedBehind(delete(BLUE), Shop.offerIn(BLUE, "Lamp")))
          .containsExactly("CATEGORY_NOT_FOUND at categoryId");
    }
  }

  private static List<String> tree() {
    return Shop.texts(
        "select id || ' under ' || coalesce(parent_id::text, '-') from category order by id");
  }

  private static CategoryCreateInput.Builder input(String name, @Nullable Long parent) {
    return CategoryCreateInput.newBuilder()
        .name(name)
        .parentId(parent == null ? null : category(parent));
  }

  private static Mono<CommandResult> create(String name, @Nullable Long parent) {
    return Commands.CATEGORIES.categoryCreate(input(name, parent).build());
  }

  private static Mono<CommandResult> rename(
      long id, String name, @Nullable String slug, @Nullable Integer expectedVersion) {
    return Commands.CATEGORIES.categoryRename(
        CategoryRenameInput.newBuilder()
            .id(category(id))
            .name(name)
            .slug(slug)
            .expectedVersion(expectedVersion)
            .build());
  }

  private static Mono<CommandResult> move(long id, @Nullable Long parent) {
    return move(id, parent, null, null);
  }

  private static Mono<CommandResult> move(
      long id, @Nullable Long parent, @Nullable Integer position, @Nullable Integer expected) {
    return Commands.CATEGORIES.categoryMove(
        CategoryMoveInput.newBuilder()
            .id(category(id))
            .parentId(parent == null ? null : category(parent))
            .position(position)
            .expectedVersion(expected)
            .build());
  }

  private static Mono<CommandResult> delete(long id) {
    return delete(id, null);
  }

  private static Mono<CommandResult> delete(long id, @Nullable Integer expectedVersion) {
    return Commands.CATEGORIES.categoryDelete(
        CategoryDeleteInput.newBuilder().id(category(id)).expectedVersion(expectedVersion).build());
  }
}
