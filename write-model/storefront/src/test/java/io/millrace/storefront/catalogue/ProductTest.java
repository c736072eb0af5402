package io.millrace.storefront.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.storefront.graphql.types.ProductErrorCode;
import io.millrace.storefront.graphql.types.ProductStatus;
import io.millrace.write.command.CommandRefusedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678999Z");
  private static final Product.Changes NOTHING = new Product.Changes(null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "Café Lamp, cafe-lamp",
    "'  A -- B!  ', a-b",
    "WHITE METAL LANTERN 2, white-metal-lantern-2",
    "Łódź Ærø, odz-r"
  })
  void makesASlugFromAName(String name, String slug) {
    assertThat(Slug.from(name)).isEqualTo(slug);
  }

  @Test
  void makesNoSlugLongerThanItsColumn() {
    assertThat(Slug.from("ab ".repeat(100))).hasSizeLessThanOrEqualTo(200).doesNotEndWith("-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "a--b", "A", "ä", "a b", "a_b"})
  void refusesASlugOfAnotherForm(String slug) {
    assertThatThrownBy(() -> Product.create("Lamp", slug, null, 1, NOW))
        .isInstanceOfSatisfying(
            CommandRefusedException.class,
            refused ->
                assertThat(refused.violations())
                    .extracting(violation -> violation.code())
                    .containsExactly(ProductErrorCode.SLUG_INVALID.name()));
  }

  @Test
  void keepsTimesInMilliseconds() {
    assertThat(lamp().updatedAt().toInstant()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
  }

  @Test
  void keepsWhatAChangeLeavesOut() {
    assertThat(lamp().change(NOTHING, 7, NOW)).isEqualTo(lamp());
  }

  @Test
  void staysArchivedWhenArchivedAgain() {
    var archived = lamp().archive(null, NOW);

    assertThat(archived.status()).isEqualTo(ProductStatus.ARCHIVED);
    assertThat(archived.archive(null, NOW.plusSeconds(60))).isSameAs(archived);
  }

  @Test
  void refusesACommandThatIsMeantForAnotherVersion() {
    assertThatThrownBy(() -> lamp().archive(6, NOW)).isInstanceOf(CommandRefusedException.class);
    assertThatThrownBy(() -> lamp().change(NOTHING, 8, NOW))
        .isInstanceOf(CommandRefusedException.class);
  }

  private static Product lamp() {
    var made = Product.create("Lamp", null, null, 1, NOW);
    return new Product(
        1L,
        made.slug(),
        made.name(),
        made.description(),
        made.categoryId(),
        made.status(),
        made.updatedAt(),
        7L);
  }
}
