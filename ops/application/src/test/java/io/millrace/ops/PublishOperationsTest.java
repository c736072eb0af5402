package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ops.operations.OperationManifest;
import io.millrace.ops.operations.OperationPublication;
import io.millrace.ops.stack.PostgresDatabase;
import io.millrace.ops.stack.TestStack;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing the documents of a client's build. */
final class PublishOperationsTest {

  private static final String PAGE = "query Page($slug: String!) { product(slug: $slug) { name } }";

  private static Catalog catalog;
  private static PostgresDatabase postgres;

  @TempDir Path folder;

  @BeforeAll
  static void openDatabase() throws IOException {
    catalog =
        new CatalogLoader()
            .load(DomainSources.fromClasspath(PublishOperationsTest.class.getClassLoader()));
    postgres = TestStack.shared().freshDatabase("operations");
    postgres.execute("create schema millrace");
    try (var script =
        Catalog.class.getResourceAsStream(
            "/io/millrace/write/migration/V2__trusted_documents.sql")) {
      postgres.execute(
          "set search_path = millrace;"
              + new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void plainManifestIsPublishedOnceAndIsKnownAgain() throws Exception {
    var manifest = manifest("{\"page\": \"%s\", \"motto\": \"{ __typename }\"}".formatted(PAGE));
    assertThat(publish("plain", manifest)).isEqualTo(report(2, 0));
    assertThat(publish("plain", manifest)).isEqualTo(report(0, 2));
    assertThat(publish("another", manifest)).isEqualTo(report(2, 0));
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
    assertThat(publish("apollo", manifest)).isEqualTo(report(1, 0));
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
    assertThat(publish("fixed", manifest("{\"new\": \"{ __typename }\"}"))).isEqualTo(report(1, 0));
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
    try (var connection =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      return new OperationPublication(catalog, connection).publish(client, manifest);
    }
  }

  private static OperationPublication.Report report(int published, int known) {
    return new OperationPublication.Report(published, known, java.util.List.of());
  }
}
