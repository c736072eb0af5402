package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.schema.FieldUsage;
import io.millrace.ops.schema.FieldUsage.ElementUse;
import io.millrace.ops.schema.FieldUsage.Question;
import io.millrace.ops.schema.FieldUsage.Report;
import io.millrace.ops.schema.FieldUsage.UnusedElement;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators are told about who uses what. */
final class FieldUsageTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final Instant LAST = Instant.parse("2026-11-20T10:00:00Z");
  private static final String SDL =
      """
      extend schema @apiVersion(name: "2026-11") @apiVersion(name: "2027-01")

      "Everything that can be read."
      type Query {
        "As it is."
        weather("The place." at: String, "The unit." unit: Unit @deprecated(reason: "It is known.")): Sky
        "As it was."
        forecast("The place." at: String): Float @as(name: "degrees") @until(version: "2027-01")
        "In degrees."
        degrees("The place." at: String): Int @since(version: "2027-01")
        "By ear."
        hearsay("The place." at: String): String @deprecated(reason: "Look out.")
      }

      "What there is above."
      enum Sky {
        "None."
        CLEAR
        "Some."
        CLOUDY @deprecated(reason: "It is never cloudy.")
      }

      "How it is measured."
      enum Unit {
        "In degrees of Celsius."
        CELSIUS
        "In those of Fahrenheit."
        FAHRENHEIT @deprecated(reason: "Nobody knows what that is.")
      }
      """;

  private static PostgresDatabase postgres;

  @BeforeAll
  static void openDatabase() throws IOException {
    postgres = TestStack.shared().freshDatabase("usage");
    postgres.execute("create schema millrace");
    try (var script =
        Catalog.class.getResourceAsStream("/io/millrace/write/migration/V4__field_usage.sql")) {
      postgres.execute(
          "set search_path = millrace;"
              + new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void empty() {
    postgres.execute("delete from millrace.field_usage");
  }

  @Test
  void usesAreSummedByElementVersionAndClientTheMostFirst() throws SQLException {
    used("2026-11-20", "shop", true, "2026-11", "Query.weather", 3);
    used("2026-11-19", "shop", true, "2026-11", "Query.weather", 4);
    used("2026-11-19", "shop", false, "2026-11", "Query.weather", 9);
    used("2026-11-19", "shop", true, "2027-01", "Query.weather", 1);
    used("2026-11-01", "gone", true, "2026-11", "Query.weather", 100);
    assertThat(read(Optional.empty(), false).uses())
        .containsExactly(
            new ElementUse("Query.weather", "2026-11", "shop", false, 9, LAST, null),
            new ElementUse("Query.weather", "2026-11", "shop", true, 7, LAST, null),
            new ElementUse("Query.weather", "2027-01", "shop", true, 1, LAST, null));
  }

  @Test
  void aFieldIsShownWithItsArgumentsAndATypeWithItsFields() throws SQLException {
    used("2026-11-20", "shop", true, "2026-11", "Query.weather", 1);
    used("2026-11-20", "shop", true, "2026-11", "Query.weather(at:)", 1);
    used("2026-11-20", "shop", true, "2026-11", "Query.weatherman", 1);
    used("2026-11-20", "shop", true, "2026-11", "Unit.CELSIUS", 1);
    assertThat(read(Optional.of("Query.weather"), false).uses())
        .extracting(ElementUse::coordinate)
        .containsExactly("Query.weather", "Query.weather(at:)");
    assertThat(read(Optional.of("Query.weather"), false).unused())
        .extracting(UnusedElement::coordinate)
        .containsExactly("Query.weather(unit:)");
    assertThat(read(Optional.of("Unit"), false).uses())
        .extracting(ElementUse::coordinate)
        .containsExactly("Unit.CELSIUS");
  }

  @Test
  void nothingIsSafeToRemoveThatWasUsedInAVersionWhichIsDeclaredNoMore() throws SQLException {
    used("2026-11-20", "shop", true, "2026-11", "Query.weather", 1);
    assertThat(read(Optional.empty(), true).unused())
        .extracting(UnusedElement::coordinate)
        .contains("Query.hearsay");
    used("2026-11-20", "shop", true, "2026-05", "Query.hearsay", 1);
    assertThat(read(Optional.empty(), true).unused())
        .extracting(UnusedElement::coordinate)
        .doesNotContain("Query.hearsay");
  }

  @Test
  void whatIsDeprecatedIsToldByItsVersion() throws SQLException {
    used("2026-11-20", "shop", true, "2026-11", "Query.degrees", 2);
    used("2026-11-20", "shop", true, "2027-01", "Query.degrees", 3);
    assertThat(read(Optional.empty(), true).uses())
        .containsExactly(
            new ElementUse(
                "Query.degrees",
                "2026-11",
                "shop",
                true,
                2,
                LAST,
                "From 2027-01 on it is `degrees: Int`."));
  }

  @Test
  void deprecatedElementsThatNobodyUsesInAnyVersionAreSafeToRemove() throws SQLException {
    used("2026-11-20", "shop", true, "2027-01", "Query.degrees", 3);
    used("2026-11-20", "shop", true, "2026-11", "Query.hearsay", 1);
    used("2026-11-01", "shop", true, "2026-11", "Query.weather(unit:)", 1);
    var report = read(Optional.empty(), true);
    assertThat(report.countedSince()).isEqualTo("2026-11-01");
    assertThat(report.unused())
        .containsExactly(
            new UnusedElement(
                "Query.degrees", List.of("2026-11"), "From 2027-01 on it is `degrees: Int`."),
            new UnusedElement(
                "Query.weather(unit:)", List.of("2026-11", "2027-01"), "It is known."),
            new UnusedElement(
                "Unit.FAHRENHEIT", List.of("2026-11", "2027-01"), "Nobody knows what that is."));
  }

  @Test
  void nothingIsCalledSafeWhereNothingWasEverCounted() throws SQLException {
    var report = read(Optional.empty(), true);
    assertThat(report.countedSince()).isNull();
    assertThat(report.unused()).isEmpty();
  }

  private static Report read(Optional<String> within, boolean deprecatedOnly) throws SQLException {
    var catalog =
        new CatalogLoader()
            .load(
                new DomainSources(
                    List.of(new SourceFile("graphql/weather.graphqls", SDL)), List.of()));
    try (var connection = postgres.connect()) {
      return new FieldUsage(catalog.versions(), connection)
          .read(new Question(MONDAY, within, deprecatedOnly));
    }
  }

  private static void used(
      String day, String client, boolean proven, String version, String coordinate, long count) {
    postgres.execute(
        "insert into millrace.field_usage values ('%s', '%s', %s, '%s', '%s', %d, '%s')"
            .formatted(day, client, proven, version, coordinate, count, LAST));
  }
}
