package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.review.Sender;
import io.millrace.ops.operations.ApiLimits;
import io.millrace.ops.operations.DeclaredVersions;
import io.millrace.ops.operations.OperationManifest;
import io.millrace.ops.operations.OperationPublication;
import io.millrace.ops.operations.OperationPublication.Build;
import io.millrace.ops.operations.PublishedDocumentCheck;
import io.millrace.ops.operations.PublishedDocuments;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.write.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing the documents of a client's build. */
final class PublishOperationsTest {

  private static final String PAGE = "query Page($slug: String!) { product(slug: $slug) { name } }";

  private static final String OLD_PRICE =
      "query Price($slug: String!) { product(slug: $slug) { priceFrom { amount currencyCode } } }";

  private static Catalog catalog;
  private static PostgresDatabase postgres;

  @TempDir Path folder;

  @BeforeAll
  static void openDatabase() throws IOException {
    catalog = new CatalogLoader().load(GrownStorefront.sources());
    postgres = TestStack.shared().freshDatabase("operations");
    Flyway.configure()
        .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
        .locations("classpath:io/millrace/write/migration")
        .schemas(Migration.PLATFORM_SCHEMA)
        .load()
        .migrate();
  }

  @Test
  void plainManifestIsPublishedOnceAndIsKnownAgain() throws Exception {
    var manifest = manifest("{\"page\": \"%s\", \"motto\": \"{ __typename }\"}".formatted(PAGE));
    assertPublished(publish("plain", manifest), 2, 0);
    assertPublished(publish("plain", manifest), 0, 2);
    assertPublished(publish("another", manifest), 2, 0);
  }

  @Test
  void manifestOfApolloIsPublished() throws Exception {
    var manifest =
        manifest(
            """
            {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [
              {"id": "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38",
               "name": "Kind", "type": "query", "body": "{__typename}"}]}
            """);
    assertPublished(publish("apollo", manifest), 1, 0);
  }

  @Test
  void publishedDocumentNeverChangesAndNothingOfItsManifestIsPublished() throws Exception {
    publish("fixed", manifest("{\"page\": \"%s\"}".formatted(PAGE)));
    var changed =
        publish("fixed", manifest("{\"new\": \"{ __typename }\", \"page\": \"{ __typename }\"}"));
    assertThat(changed.problems())
        .singleElement()
        .asString()
        .contains("page", "another document is published under this id");
    assertPublished(publish("fixed", manifest("{\"new\": \"{ __typename }\"}")), 1, 0);
  }

  @Test
  void everyDocumentThatWouldFailIsNamed() throws Exception {
    var report =
        publish(
            "failing",
            manifest(
                """
                {"syntax": "{ product(", "field": "{ product(slug: \\"x\\") { colour } }",
                 "none": "fragment F on Product { name }",
                 "0000000000000000000000000000000000000000000000000000000000000000": "{ __typename }",
                 "good": "{ __typename }"}
                """));
    assertThat(report.published()).isZero();
    assertThat(report.problems())
        .anySatisfy(problem -> assertThat(problem).startsWith("syntax: "))
        .anySatisfy(problem -> assertThat(problem).startsWith("field: ").contains("colour"))
        .anySatisfy(problem -> assertThat(problem).isEqualTo("none: there is no operation in it"))
        .anySatisfy(problem -> assertThat(problem).startsWith("0000").contains("hash"))
        .noneSatisfy(problem -> assertThat(problem).startsWith("good"));
  }

  @Test
  void eachDocumentIsHeldAgainstEveryVersionThatItsBuildAsksFor() throws Exception {
    var manifest = manifest("{\"price\": \"%s\"}".formatted(OLD_PRICE));
    for (var build :
        List.of(build("versions", "2026-11", "2027-02"), build("versions", "newest"))) {
      var refused = publish(build, manifest);
      assertThat(refused.problems()).hasSize(1);
      assertThat(refused.problems().getFirst())
          .startsWith("price: query Price, 2027-02, 1:73: ")
          .contains("currencyCode");
      assertThat(published("versions")).isEmpty();
    }
    assertPublished(publish(build("versions", "2026-11"), manifest), 1, 0);
    assertThatThrownBy(() -> publish(build("versions", "2026-11", "2025-01"), manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no API version 2025-01; there are: 2026-11, 2027-02");
  }

  @Test
  void aBuildThatAsksForAnotherVersionAddsItToTheDocument() throws Exception {
    var manifest = manifest("{\"page\": \"%s\"}".formatted(PAGE));
    publish(build("growing", "2026-11"), manifest);
    assertThat(versions("growing")).containsExactly("2026-11");
    assertPublished(publish(build("growing", "newest", "2027-02"), manifest), 0, 1);
    assertThat(versions("growing")).containsExactly("2026-11", "2027-02", "newest");
    publish(build("growing", "2026-11"), manifest);
    assertThat(versions("growing")).hasSize(3);
  }

  @Test
  void aDocumentFromBeforeThereWereVersionsIsMeantForTheNewest() throws Exception {
    postgres.execute(
        "insert into millrace.trusted_document (client, id, sha256, document) values"
            + " ('older', 'motto', repeat('0', 64), '{ __typename }')");
    assertThat(versions("older")).containsExactly("newest");
  }

  @Test
  void whatEachOperationMayCostIsReported() throws Exception {
    var report =
        publish(
            build("costs", "2026-11", "2027-02"),
            manifest(
                """
                {"some": "query Some($n: Int = 3) { products(first: $n) { nodes { name } } }",
                 "any": "query Any($n: Int) { products(first: $n) { nodes { name } } }"}
                """));
    assertThat(report.prices())
        .containsExactly(
            "some: query Some, 2026-11: field cost 6, type cost 5",
            "some: query Some, 2027-02: field cost 6, type cost 5",
            "any: query Any, 2026-11: field cost 6, type cost 22 (Query.products(first: $n) is taken for 20)",
            "any: query Any, 2027-02: field cost 6, type cost 22 (Query.products(first: $n) is taken for 20)");
  }

  @Test
  void whatALimitWouldRefuseIsPublishedOnlyOnDemand() throws Exception {
    var manifest =
        manifest(
            """
            {"good": "{ __typename }",
             "dear": "query Dear { products(first: 9000) { nodes { reviews { nodes { title } } } } }"}
            """);
    var refused = publish(build("limits", "newest"), manifest);
    assertThat(refused.problems()).hasSize(1);
    assertThat(refused.problems().getFirst())
        .startsWith("dear: query Dear, 2027-02: COST_LIMIT_EXCEEDED: ")
        .contains("10000 is allowed");
    assertThat(refused.prices()).hasSize(2);
    assertThat(published("limits")).isEmpty();
    var demanded =
        publish(
            new Build(new Sender("limits", Set.of()), DeclaredVersions.UNNAMED, true), manifest);
    assertPublished(demanded, 2, 0);
    assertThat(demanded.notes()).isEqualTo(refused.problems());
  }

  @Test
  void limitsAreThoseThatAnApiWouldReadHere() throws Exception {
    System.setProperty("millrace.api.cost.max-field-cost", "5");
    try {
      assertThat(
              publish("settings", manifest("{\"x\": \"{ products { totalCount } }\"}")).problems())
          .hasSize(1);
    } finally {
      System.clearProperty("millrace.api.cost.max-field-cost");
    }
  }

  @Test
  void whatWasPublishedIsHeldAgainstTheSchemaThatWillServeIt() throws Exception {
    var before = new CatalogLoader().load(GrownStorefront.before());
    for (var version : List.of("2026-11", "newest")) {
      try (var connection = connect()) {
        new OperationPublication(before, ApiLimits.read(), connection)
            .publish(
                build("client of " + version, version),
                manifest("{\"price\": \"%s\", \"page\": \"%s\"}".formatted(OLD_PRICE, PAGE)));
      }
    }
    var documents = new ArrayList<PublishedDocuments.Published>();
    documents.addAll(published("client of 2026-11"));
    documents.addAll(published("client of newest"));

    var check = new PublishedDocumentCheck(catalog, ApiLimits.read());
    var all = check.check(documents);
    assertThat(all.checked()).isEqualTo(4);
    assertThat(all.broken()).hasSize(1);
    assertThat(all.broken().getFirst())
        .startsWith("client of newest, price: query Price, 2027-02, 1:73: ")
        .contains("currencyCode");
    assertThat(all.gone()).isEmpty();
    assertThat(check.check(documents, catalog.versions().getFirst()))
        .isEqualTo(new PublishedDocumentCheck.Result(2, List.of(), List.of(), List.of()));
    assertThat(check.check(documents, catalog.newest()).broken()).hasSize(1);
    assertThat(new PublishedDocumentCheck(before, ApiLimits.read()).check(documents).broken())
        .isEmpty();
  }

  @Test
  void aDocumentOfAVersionThatIsGoneIsNamedAndBreaksNothing() throws Exception {
    publish(build("gone", "2027-02"), manifest("{\"page\": \"%s\"}".formatted(PAGE)));
    var without = new CatalogLoader().load(GrownStorefront.before());
    var result = new PublishedDocumentCheck(without, ApiLimits.read()).check(published("gone"));
    assertThat(result)
        .isEqualTo(
            new PublishedDocumentCheck.Result(
                0, List.of(), List.of(), List.of("gone, page: 2027-02 is not declared")));
  }

  private static List<String> versions(String client) throws SQLException {
    return published(client).getFirst().versions().names();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|it must be a JSON object",
        "{}|there is no operation in it",
        "{\"x\": 7}|\"x\" must be a text",
        "{\"x\"|is no JSON: line 1",
        "{\"format\": \"other\", \"operations\": []}|is no \"apollo-persisted-query-manifest\"",
        "{\"x\": \"{ a }\", \"x\": \"{ b }\"}|is no JSON"
      })
  void fileThatIsNoManifestIsNamed(String text, String complaint) {
    assertThatThrownBy(() -> manifest(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("manifest.json", complaint);
  }

  private OperationManifest manifest(String text) throws IOException {
    return OperationManifest.read(Files.writeString(folder.resolve("manifest.json"), text));
  }

  private static OperationPublication.Report publish(String client, OperationManifest manifest)
      throws SQLException {
    return publish(build(client, DeclaredVersions.NEWEST), manifest);
  }

  private static OperationPublication.Report publish(Build build, OperationManifest manifest)
      throws SQLException {
    try (var connection = connect()) {
      return new OperationPublication(catalog, ApiLimits.read(), connection)
          .publish(build, manifest);
    }
  }

  private static Build build(String client, String... versions) {
    return new Build(new Sender(client, Set.of()), new DeclaredVersions(List.of(versions)), false);
  }

  private static List<PublishedDocuments.Published> published(String client) throws SQLException {
    try (var connection = connect()) {
      return new PublishedDocuments(connection)
          .all().stream().filter(document -> document.client().equals(client)).toList();
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static void assertPublished(
      OperationPublication.Report report, int published, int known) {
    assertThat(report.problems()).isEmpty();
    assertThat(report.published()).isEqualTo(published);
    assertThat(report.known()).isEqualTo(known);
  }
}
