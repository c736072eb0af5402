package io.millrace.storefront;

import static io.millrace.storefront.Commands.done;
import static io.millrace.storefront.Commands.refused;
import static io.millrace.storefront.Shop.archive;
import static io.millrace.storefront.Shop.item;
import static io.millrace.storefront.Shop.offer;
import static io.millrace.storefront.Shop.offerIn;
import static io.millrace.storefront.Shop.product;
import static io.millrace.storefront.Shop.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.key.DocumentKey;
import io.millrace.storefront.graphql.types.ProductArchiveInput;
import io.millrace.storefront.graphql.types.ProductRenameInput;
import io.millrace.storefront.graphql.types.ProductRestoreInput;
import io.millrace.storefront.graphql.types.ProductUpdateInput;
import io.millrace.write.command.CommandResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ProductCommandsTest {

  @BeforeEach
  void aShop() {
    Shop.open();
  }

  @Nested
  class Creating {

    @Test
    void offersAProductWithItsVariantsAndASlugMadeFromItsName() {
      var key = done(offer("Café Lamp", item("CL-1", "12.50", 3), item("CL-2", "14", 1)));

      assertThat(key).isEqualTo(product(1));
      assertThat(Shop.texts("select slug from product")).containsExactly("cafe-lamp");
      assertThat(Shop.texts("select sku from variant order by id")).containsExactly("CL-1", "CL-2");
    }

    @Test
    void tellsEveryRuleAtOnceAndKeepsNothing() {
      assertThat(refused(offer(" ")))
          .containsExactlyInAnyOrder("NAME_INVALID at name", "SLUG_INVALID at slug");
      assertThat(refused(offer("Third", item("C", "0", -1))))
          .containsExactly(
              "STOCK_OUT_OF_RANGE at variants.0.stock", "PRICE_INVALID at variants.0.price.amount");
      assertThat(Shop.texts("select id::text from product")).isEmpty();
    }

    @Refuses("ProductErrorCode.NAME_INVALID")
    void refusesABlankOrLongName() {
      assertThat(refused(offer("x".repeat(201)))).contains("NAME_INVALID at name");
      done(offer("Lamp"));
      assertThat(refused(rename(1, " ", null))).containsExactly("NAME_INVALID at name");
    }

    @Refuses("ProductErrorCode.SLUG_INVALID")
    void refusesASlugThatIsNoneInAddresses() {
      done(offer("Lamp"));
      assertThat(refused(update(change(1).slug("A Lamp")))).containsExactly("SLUG_INVALID at slug");
    }

    @Refuses("ProductErrorCode.SLUG_TAKEN")
    void refusesTheSlugOfAnotherProduct() throws Exception {
      done(offer("Lamp"));
      assertThat(refused(offer("Lamp"))).containsExactly("SLUG_TAKEN at slug");
      assertThat(Race.refusedBehind(offer("Torch"), offer("Torch")))
          .containsExactly("SLUG_TAKEN at slug");
    }

    @Refuses("ProductErrorCode.DESCRIPTION_TOO_LONG")
    void refusesALongDescription() {
      done(offer("Lamp"));
      assertThat(refused(update(change(1).description("x".repeat(10_001)))))
          .containsExactly("DESCRIPTION_TOO_LONG at description");
    }

    @Refuses("ProductErrorCode.CATEGORY_NOT_FOUND")
    void refusesAnUnknownCategory() {
      assertThat(refused(offerIn(99, "Lamp"))).containsExactly("CATEGORY_NOT_FOUND at categoryId");
    }
  }

  @Nested
  class Changing {

    @Test
    void changesOnlyWhatIsGivenAndCountsTheVersion() {
      done(offer("Lamp"));
      done(update(change(1).description("Bright").expectedVersion(0)));

      assertThat(Shop.row("select slug, name, description, version from product"))
          .containsEntry("slug", "lamp")
          .containsEntry("name", "Lamp")
          .containsEntry("description", "Bright")
          .containsEntry("version", 1L);
    }

    @Test
    void renamesWithoutChangingTheAddressUnlessOneIsGiven() {
      done(offer("Lamp"));
      done(rename(1, "Torch", null));
      assertThat(Shop.texts("select name || ' ' || slug from product"))
          .containsExactly("Torch lamp");

      done(rename(1, "Torch", "torch"));
      assertThat(Shop.texts("select name || ' ' || slug from product"))
          .containsExactly("Torch torch");
    }

    @Refuses("ProductErrorCode.PRODUCT_NOT_FOUND")
    void refusesAProductThatIsNotThere() {
      assertThat(refused(update(change(99).name("Lamp"))))
          .containsExactly("PRODUCT_NOT_FOUND at id");
      assertThat(refused(rename(99, "Lamp", null))).containsExactly("PRODUCT_NOT_FOUND at id");
      assertThat(refused(archive(99))).containsExactly("PRODUCT_NOT_FOUND at id");
      assertThat(refused(restore(99, null))).containsExactly("PRODUCT_NOT_FOUND at id");
      var unreadable = ProductUpdateInput.newBuilder().id(new DocumentKey("Product", "lamp"));
      assertThat(refused(update(unreadable))).containsExactly("PRODUCT_NOT_FOUND at id");
    }

    @Refuses("ProductErrorCode.CONFLICT")
    void refusesACommandThatIsMeantForAnotherVersion() {
      done(offer("Lamp"));
      done(update(change(1).name("Big Lamp").expectedVersion(0)));

      var conflict = "CONFLICT at expectedVersion";
      assertThat(refused(update(change(1).name("X").expectedVersion(0)))).containsExactly(conflict);
      assertThat(
              refused(
                  Commands.PRODUCTS.productRename(
                      ProductRenameInput.newBuilder()
                          .id(product(1))
                          .name("X")
                          .expectedVersion(0)
                          .build())))
          .containsExactly(conflict);
      assertThat(
              refused(
                  Commands.PRODUCTS.productArchive(
                      ProductArchiveInput.newBuilder().id(product(1)).expectedVersion(0).build())))
          .containsExactly(conflict);
      assertThat(refused(restore(1, 0))).containsExactly(conflict);
    }

    @Test
    void decidesAnewWhenItLosesTheRaceForAProduct() throws Exception {
      done(offer("Lamp"));

      var race =
          Race.between(update(change(1).description("Bright")), update(change(1).name("Big Lamp")));

      assertThat(race.second()).isInstanceOf(CommandResult.Done.class);
      assertThat(Shop.row("select name, description, version from product"))
          .containsEntry("name", "Big Lamp")
          .containsEntry("description", "Bright")
          .containsEntry("version", 2L);
    }
  }

  @Nested
  class ArchivingAndRestoring {

    @Test
    void archivingTwiceChangesNothingMore() {
      done(offer("Lamp"));
      done(archive(1));
      done(archive(1));

      assertThat(Shop.row("select status, version from product"))
          .containsEntry("status", "ARCHIVED")
          .containsEntry("version", 1L);
    }

    @Test
    void restoresWhatWasArchivedAndNothingMore() {
      done(offer("Lamp"));
      done(archive(1));
      done(restore(1, 1));
      done(restore(1, null));

      assertThat(Shop.row("select status, version from product"))
          .containsEntry("status", "ACTIVE")
          .containsEntry("version", 2L);
    }
  }

  private static ProductUpdateInput.Builder change(long id) {
    return ProductUpdateInput.newBuilder().id(product(id));
  }

  private static Mono<CommandResult> rename(long id, String name, @Nullable String slug) {
    return Commands.PRODUCTS.productRename(
        ProductRenameInput.newBuilder().id(product(id)).name(name).slug(slug).build());
  }

  private static Mono<CommandResult> restore(long id, @Nullable Integer expectedVersion) {
    return Commands.PRODUCTS.productRestore(
        ProductRestoreInput.newBuilder().id(product(id)).expectedVersion(expectedVersion).build());
  }
}
