package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.run.DatabaseAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing documents, and releasing a schema that they hold to, by the launcher's commands. */
final class PublishIT {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  @TempDir Path home;
  @TempDir Path folder;

  @Test
  void documentsAreHeldAgainstTheSchemaWhenTheyArePublishedAndWhenItIsReleased() throws Exception {
    try (var millrace = new Installation(home)) {
      var without = millrace.run("schema", "check").succeeded().output();
      assertThat(without).contains("Published documents were not looked at: Nothing runs here");

      millrace.up("--demo-products", "0").succeeded();
      var manifest =
          Files.writeString(
              folder.resolve("manifest.json"),
              """
              {"page": "query Page($n: Int) { products(first: $n) { totalCount } }"}
              """);
      var published =
          millrace
              .run("publish-operations", manifest.toString(), "--client", "web")
              .succeeded()
              .output();
      assertThat(published)
          .contains(
              "page: query Page, 2026-11: field cost 7, type cost 2"
                  + " (Query.products(first: $n) is taken for 20)",
              "1 document(s) published for the client web; 0 had been before.");
      awaitAnswer(millrace);

      var wrong =
          Files.writeString(folder.resolve("wrong.json"), "{\"x\": \"query X { colour }\"}");
      var refused =
          millrace.run(
              "publish-operations",
              wrong.toString(),
              "--client",
              "web",
              "--api-version",
              "2026-11");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.output())
          .contains("x: query X, 2026-11, 1:11: ", "colour", "Nothing was published: 1 problem(s)");
      var unknown =
          millrace.run("publish-operations", manifest.toString(), "--api-version", "2025-01");
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.output()).contains("There is no API version 2025-01; there are: 2026-11");

      assertThat(millrace.run("schema", "check").succeeded().output())
          .contains("1 published document(s) looked at: 0 problem(s)");
      var releases = folder.resolve("released");
      millrace.run("schema", "release", "2026-11", "--to", releases.toString()).succeeded();
      var released = releases.resolve("2026-11.graphqls");
      Files.delete(released);

      publishWhatTheSchemaNeverHad(millrace);
      var check = millrace.run("schema", "check");
      assertThat(check.code()).isEqualTo(1);
      assertThat(check.output())
          .contains("2 published document(s) looked at: 1 problem(s)")
          .contains("breaks    old, motto: query Motto, 2026-11, 1:15: ");
      var held = millrace.run("schema", "release", "2026-11", "--to", releases.toString());
      assertThat(held.code()).isEqualTo(1);
      assertThat(held.output()).contains("2026-11 is not released", "--force");
      assertThat(released).doesNotExist();
      millrace
          .run("schema", "release", "2026-11", "--force", "--to", releases.toString())
          .succeeded();
      assertThat(released).exists();
    }
  }

  private static void publishWhatTheSchemaNeverHad(Installation millrace) throws Exception {
    var database = DatabaseAddress.parse(millrace.addresses().postgres());
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into millrace.trusted_document (client, id, sha256, document) values"
              + " ('old', 'motto', repeat('0', 64), 'query Motto { motto }')");
    }
  }

  /**
   * The API looks for newly published documents when it is asked for one, once a second at most.
   */
  private static void awaitAnswer(Installation millrace) throws Exception {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    var answer = "";
    while (!answer.contains("\"totalCount\":0")) {
      assertThat(System.nanoTime()).as(answer).isLessThan(deadline);
      answer = ask(millrace);
    }
  }

  private static String ask(Installation millrace) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          millrace.addresses().api().replace("/graphql", "/2026-11/graphql")))
                  .header("Content-Type", "application/json")
                  .header("apollographql-client-name", "web")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"documentId\": \"page\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
