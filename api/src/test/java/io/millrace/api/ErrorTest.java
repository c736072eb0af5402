package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class ErrorTest extends ApiTest {

  @Test
  void hasACodeWhereverItComesFrom() {
    assertThat(ask("{ garden(").codes()).containsExactly("GRAPHQL_PARSE_FAILED");
    assertThat(ask("{ gardener { id } }").codes()).containsExactly("GRAPHQL_VALIDATION_FAILED");
    assertThat(
            ask("query ($n: Int!) { bed(row: \"R1\", number: $n) { id } }", Map.of("n", "x"))
                .codes())
        .containsExactly("BAD_USER_INPUT");
    assertThat(
            ask("{ plants(query: \"%s\") { nodes { id } } }".formatted("word ".repeat(60))).codes())
        .containsExactly("BAD_USER_INPUT");
  }

  @Test
  void tellsNothingInternal() {
    var answer = ask("{ broken motto }");
    assertThat(answer.<String>at("motto")).isEqualTo("Festina lente");
    assertThat(answer.codes()).containsExactly("INTERNAL");
    var error = answer.result().getErrors().getFirst();
    assertThat(error.toSpecification().toString())
        .doesNotContain("secret")
        .doesNotContain("Exception")
        .doesNotContain("io.millrace");
    assertThat(Objects.requireNonNull(error.getExtensions())).containsKey("id");
  }

  @Test
  void boundsTheDepthOfADocument() {
    var deep = "garden { beds { nodes { ".repeat(8) + "id" + " } } }".repeat(8);
    var answer = ask("{ bed(row: \"R1\", number: 1) { %s } }".formatted(deep));
    assertThat(answer.codes()).containsExactly("DOCUMENT_TOO_COMPLEX");
    assertThat(answer.message()).contains("26 fields deep").contains("20 are allowed");
  }

  @Test
  void boundsTheFieldsOfADocument() {
    var gardens = aliases("garden(slug: \"garden-1\") { ...Names }", 500);
    var names = aliases("name", 11);
    var answer = ask("{ %s } fragment Names on Garden { %s }".formatted(gardens, names));
    assertThat(answer.codes()).containsExactly("DOCUMENT_TOO_COMPLEX");
    assertThat(answer.message()).contains("6000 fields").contains("5000 are allowed");
  }

  @Test
  void boundsTheSizeOfADocument() {
    assertThat(ask("{ %s }".formatted(aliases("motto", 6_000))).codes())
        .containsExactly("DOCUMENT_TOO_LARGE");
    var answer = ask("{ motto } #" + "x".repeat(100_000));
    assertThat(answer.codes()).containsExactly("DOCUMENT_TOO_LARGE");
    assertThat(answer.message()).contains("100000 characters").contains("15000 tokens");
    assertThat(ask("{ motto(x: %s) }".formatted("[".repeat(2_000))).codes())
        .containsExactly("DOCUMENT_TOO_COMPLEX");
  }

  private static String aliases(String field, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "a%d: %s".formatted(number, field))
        .collect(Collectors.joining(" "));
  }

  @Test
  void answersTheIntrospectionOfTools() {
    assertThat(
            ask(IntrospectionQuery.INTROSPECTION_QUERY)
                .complete()
                .<String>at("__schema.queryType.name"))
        .isEqualTo("Query");
    assertThat(
            ask(Resources.text("/io/millrace/api/introspection-of-graphql-js.graphql"))
                .complete()
                .each("__schema.types", "name"))
        .contains("Garden", "PlantFilter", "PlantKind");
  }

  @Test
  void refusesIntrospectionThatGrows() {
    var answer = ask("{ a: __type(name: \"Garden\") { name } b: __type(name: \"Bed\") { name } }");
    assertThat(answer.codes()).containsExactly("INTROSPECTION_REFUSED");
    assertThat(answer.message()).contains("once");
    assertThat(
            ask("{ __schema { types { fields { type { fields { type { name } } } } } } }").codes())
        .containsExactly("INTROSPECTION_REFUSED");
  }

  @Test
  void saysWhichVariablesOrOperationsAreMissing() {
    assertThat(ask("query ($n: Int!) { bed(row: \"R1\", number: $n) { id } }").codes())
        .containsExactly("BAD_USER_INPUT");
    assertThat(ask("query A { motto } query B { motto }").codes())
        .containsExactly("BAD_USER_INPUT");
  }

  @Test
  void saysItsCodeOnce() {
    for (var document :
        List.of("{ broken }", "{ garden(", "{ gardener { id } }", "{ node(id: \"x\") { id } }")) {
      var error = ask(document).result().toSpecification();
      assertThat(error.toString()).contains("code=").doesNotContain("classification");
    }
  }

  @Test
  void catchesWhatBlocksAnEventLoop() {
    WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .build()
        .post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("query", "{ dozes }"))
        .exchange()
        .expectBody()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("INTERNAL")
        .jsonPath("$.data.dozes")
        .isEmpty();
    // The same field where it may block: what failed before was the blocking.
    assertThat(ask("{ dozes }").complete().<String>at("dozes")).isEqualTo("awake");
  }

  @Test
  void hidesFieldsThatAreInaccessible() {
    assertThat(ask("{ garden(slug: \"garden-1\") { favouriteIds } }").codes())
        .containsExactly("GRAPHQL_VALIDATION_FAILED");
    assertThat(
            ask("{ __type(name: \"Garden\") { fields { name } } }")
                .complete()
                .each("__type.fields", "name"))
        .contains("beds")
        .doesNotContain("bedsHead");
  }

  @Test
  void isNotReadyOnlyWhereTheProcessIsNot() {
    for (var probe : new String[] {"liveness", "readiness"}) {
      WebTestClient.bindToServer()
          .baseUrl("http://localhost:" + port())
          .build()
          .get()
          .uri("/actuator/health/" + probe)
          .exchange()
          .expectStatus()
          .isOk();
    }
  }
}
