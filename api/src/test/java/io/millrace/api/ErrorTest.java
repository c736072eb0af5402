package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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
    assertThat(ask("{ bed(row: \"R1\", number: 1) { %s } }".formatted(deep)).codes())
        .containsExactly("BAD_USER_INPUT");
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
