package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.ops.schema.ReleasedSchemas;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import io.millrace.schema.version.ApiVersion;
import io.millrace.schema.version.SchemaChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releasing versions of a schema, and holding it to them. */
final class SchemaReleaseTest {

  private static final DomainSources STOREFRONT =
      DomainSources.fromClasspath(SchemaReleaseTest.class.getClassLoader());

  @TempDir Path folder;

  @Test
  void releasesStandBesideTheSourcesOfTheDomain() throws IOException {
    var resources = Files.createDirectories(folder.resolve("schema/src/main/resources/graphql"));
    var file = STOREFRONT.sdl().getFirst();
    Files.writeString(resources.resolveSibling(file.name()), file.text());
    var written = ReleasedSchemas.of(STOREFRONT, folder).write(newest(STOREFRONT));
    assertThat(written)
        .isEqualTo(folder.resolve("schema/src/main/resources/released/2026-11.graphqls"));
    assertThatThrownBy(() -> ReleasedSchemas.of(STOREFRONT, written.getParent()))
        .hasMessageContaining("--to");
  }

  @Test
  void whatWasJustReleasedHasNotChanged() throws IOException {
    var released = with(STOREFRONT.sdl(), release());
    assertThat(comparisons(released))
        .singleElement()
        .satisfies(
            comparison -> {
              assertThat(comparison.released()).isTrue();
              assertThat(comparison.changes()).isEmpty();
            });
  }

  @Test
  void anAdditionIsShownAsSafe() throws IOException {
    var more =
        with(
            STOREFRONT.sdl().stream()
                .map(
                    file ->
                        new SourceFile(
                            file.name(),
                            file.text()
                                .replace(
                                    "type Money {",
                                    "type Money {\n  \"As it is shown.\"\n  text: String")))
                .toList(),
            release());
    assertThat(comparisons(more).getFirst().changes())
        .extracting(SchemaChange::coordinate, SchemaChange::effect)
        .containsExactly(tuple("Money.text", SchemaChange.Effect.SAFE));
  }

  @Test
  void aBreakingChangeThatNoVersionCoversFailsWithWhatWhereAndHow() throws IOException {
    var gone =
        with(
            STOREFRONT.sdl(),
            release().replace("  totalCount: Int", "  total: Int\n  totalCount: Int"));
    assertThatThrownBy(() -> new CatalogLoader().load(gone))
        .hasMessageContaining("graphql/product.graphqls:")
        .hasMessageContaining("The field `ProductConnection.total` is gone")
        .hasMessageContaining("which breaks clients of the released version 2026-11")
        .hasMessageContaining("@until");
  }

  private static List<ReleasedSchemas.Comparison> comparisons(DomainSources sources) {
    return ReleasedSchemas.compare(new CatalogLoader().load(sources).versions(), sources);
  }

  private String release() throws IOException {
    return Files.readString(new ReleasedSchemas(folder).write(newest(STOREFRONT)));
  }

  private static ApiVersion newest(DomainSources sources) {
    return new CatalogLoader().load(sources).newest();
  }

  private static DomainSources with(List<SourceFile> sdl, String released) {
    return new DomainSources(
        sdl, STOREFRONT.sql(), List.of(new SourceFile("released/2026-11.graphqls", released)));
  }
}
