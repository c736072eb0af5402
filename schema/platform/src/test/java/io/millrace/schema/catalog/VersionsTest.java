package io.millrace.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeName;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.version.ApiVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One SDL gives each version its own schema. */
class VersionsTest {

  private static final String GROWN =
      """
      extend schema @apiVersion(name: "2027-01", deprecated: "2027-06-01", sunset: "2027-12-31")

      extend type Query {
        "When it closes."
        closesAt(
          "The day."
          day: Date!
          "In this zone."
          zoneName: String @as(name: "zone") @until(version: "2026-11")
          "In this zone."
          zone: Zone @since(version: "2026-11") @requiredSince(version: "2027-01")
        ): DateTime
        "New books."
        news("How many." size: Int @as(name: "first")): [Book!]! @listSize(slicingArguments: ["size"])
      }

      extend type Book {
        "How heavy it is, in grams."
        grams("Of this edition." edition: Int): Int @as(name: "weight") @until(version: "2027-01")
        "How heavy it is."
        weight("Of this edition." edition: Int): Weight @since(version: "2027-01")
        "Its colour."
        colour("Of this edition." edition: Int): String @until(version: "2026-11")
        "Where it stands."
        shelf("Of this edition." edition: Int): String
          @until(version: "2027-01")
          @deprecated(reason: "Ask a person.")
        "What it is bound in."
        binding("Of this edition." edition: Int): String @deprecated(reason: "Nobody asks.")
      }

      "A weight."
      type Weight @since(version: "2027-01") {
        "In grams."
        grams: Int!
      }

      extend enum Genre {
        "Drawn."
        COMIC @since(version: "2026-11", fallback: "FICTION")
        "Sung."
        SONG @as(name: "MUSIC")
      }

      extend input BookAddInput {
        "The language."
        language: String @requiredSince(version: "2027-01")
        "How it is bound."
        bindingText: String @as(name: "binding") @Size(max: 500) @until(version: "2027-01")
        "How it is bound."
        binding: String @Size(max: 50) @Pattern(regexp: "[a-z]+") @since(version: "2027-01")
      }
      """;

  private final Catalog catalog = catalog();

  @Test
  void theNewestIsTheLastThatIsDeclared() {
    assertThat(catalog.versions())
        .extracting(ApiVersion::name)
        .containsExactly("2026-10", "2026-11", "2027-01");
    assertThat(catalog.newest().name()).isEqualTo("2027-01");
    assertThat(catalog.newest().deprecation()).contains(LocalDate.of(2027, 6, 1));
    assertThat(catalog.newest().end()).contains(LocalDate.of(2027, 12, 31));
  }

  @Test
  void aFieldMayHaveAnotherTypeUnderTheSameName() {
    assertThat(field("2026-10", "Book", "weight")).contains("weight(").contains("): Int");
    assertThat(field("2027-01", "Book", "weight")).contains("weight(").contains("): Weight");
    assertThat(version("2026-10").names().declaredMember("Book", "weight")).isEqualTo("grams");
    assertThat(version("2027-01").names().declaredMember("Book", "weight")).isEqualTo("weight");
    assertThat(type("2026-10", "Weight")).isFalse();
    assertThat(type("2027-01", "Weight")).isTrue();
  }

  @Test
  void anArgumentMayBecomeRequired() {
    assertThat(field("2026-10", "Query", "closesAt")).contains("zone: String @deprecated");
    assertThat(field("2026-11", "Query", "closesAt")).contains("zone: Zone)");
    assertThat(field("2027-01", "Query", "closesAt")).contains("zone: Zone!)");
    assertThat(version("2026-10").names().declaredArgument("Query", "closesAt", "zone"))
        .isEqualTo("zoneName");
    assertThat(input("2026-11")).doesNotContain("language: String!");
    assertThat(input("2027-01")).contains("language: String!");
  }

  @Test
  void constraintsAreThoseOfTheVersion() {
    assertThat(input("2026-11"))
        .contains("binding: String @Size(max: 500)")
        .contains("title: String! @NotBlank @Size(max: 200)");
    assertThat(input("2027-01"))
        .contains("binding: String @Size(max: 50) @Pattern(regexp: \"[a-z]+\")")
        .contains("title: String! @NotBlank @Size(max: 200)");
    assertThat(version("2026-11").published().getDirectiveDefinition("Pattern")).isEmpty();
    assertThat(version("2027-01").published().getDirectiveDefinition("Pattern")).isPresent();
  }

  @Test
  void argumentsKeepSizingListsUnderTheirPublishedNames() {
    assertThat(field("2027-01", "Query", "news")).contains("slicingArguments: [\"first\"]");
  }

  @Test
  void anEnumGrowsWithoutOlderVersionsSeeingIt() {
    assertThat(values("2026-10")).containsExactly("FICTION", "SCIENCE", "MUSIC");
    assertThat(values("2026-11")).containsExactly("FICTION", "SCIENCE", "COMIC", "MUSIC");
    assertThat(version("2026-10").names().fallbacks("Genre")).containsEntry("COMIC", "FICTION");
    assertThat(version("2026-11").names().fallbacks("Genre")).isEmpty();
    assertThat(version("2026-11").names().declaredMember("Genre", "MUSIC")).isEqualTo("SONG");
  }

  @Test
  void whatALaterVersionHasNoMoreIsDeprecatedWithWhatFollows() {
    assertThat(field("2026-11", "Book", "weight"))
        .contains("From 2027-01 on it is `weight: Weight`.");
    assertThat(field("2026-10", "Book", "colour")).contains("From 2026-11 on it is no more.");
    assertThat(field("2027-01", "Book", "weight")).doesNotContain("deprecated");
  }

  @Test
  void whatALaterVersionHasNoMoreIsDeprecatedSinceThatVersion() {
    var since = version("2026-10").deprecatedSince();
    assertThat(since)
        .containsEntry("Book.weight", LocalDate.of(2027, 1, 1))
        .containsEntry("Book.colour", LocalDate.of(2026, 11, 1))
        .containsEntry("Book.shelf", LocalDate.of(2027, 1, 1))
        .containsEntry("Query.closesAt(zone:)", LocalDate.of(2026, 11, 1));
    assertThat(version("2026-11").deprecatedSince()).doesNotContainKey("Book.colour");
  }

  @Test
  void noDayIsMadeUpForWhatIsDeprecatedWithoutAnEnd() {
    assertThat(field("2027-01", "Book", "binding")).contains("@deprecated");
    assertThat(version("2027-01").deprecatedSince()).isEmpty();
  }

  @Test
  void aReasonOfItsOwnStays() {
    assertThat(field("2026-11", "Book", "shelf")).contains("Ask a person.").doesNotContain("From");
  }

  @Test
  void anSdlWithoutVersionsHasOneWithoutAName() {
    var plain =
        Fixtures.good().sdl().stream()
            .map(
                file ->
                    new SourceFile(
                        file.name(),
                        file.text()
                            .replaceAll("extend schema.*", "")
                            .replace("@since(version: \"2026-11\")", "")))
            .toList();
    var versions =
        new CatalogLoader().load(new DomainSources(plain, Fixtures.good().sql())).versions();
    assertThat(versions).hasSize(1);
    assertThat(versions.getFirst().isNamed()).isFalse();
  }

  private static Catalog catalog() {
    var good = Fixtures.good();
    var sdl =
        Stream.concat(
                good.sdl().stream(), Stream.of(new SourceFile("graphql/grown.graphqls", GROWN)))
            .toList();
    return new CatalogLoader().load(new DomainSources(sdl, good.sql()));
  }

  private ApiVersion version(String name) {
    return catalog.versions().stream()
        .filter(version -> version.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private boolean type(String version, String name) {
    return version(version).published().hasType(TypeName.newTypeName(name).build());
  }

  private String field(String version, String type, String name) {
    return version(version)
        .published()
        .getType(type, ObjectTypeDefinition.class)
        .orElseThrow()
        .getFieldDefinitions()
        .stream()
        .filter(field -> field.getName().equals(name))
        .map((FieldDefinition field) -> AstPrinter.printAst(field))
        .findFirst()
        .orElseThrow();
  }

  private String input(String version) {
    return AstPrinter.printAst(
        version(version)
            .published()
            .getType("BookAddInput", InputObjectTypeDefinition.class)
            .orElseThrow());
  }

  private List<String> values(String version) {
    return version(version)
        .published()
        .getType("Genre", EnumTypeDefinition.class)
        .orElseThrow()
        .getEnumValueDefinitions()
        .stream()
        .map(EnumValueDefinition::getName)
        .toList();
  }
}
