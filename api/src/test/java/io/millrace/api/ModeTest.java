package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a server tells of itself, by its mode. */
class ModeTest {

  /** As it is where nobody says anything. */
  @Nested
  class InProduction extends ApiTest {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{ __schema { queryType { name } } }",
          "{ __type(name: \"Garden\") { name } }",
          "{ motto ...Deep } fragment Deep on Query { ... { s: __schema { queryType { name } } } }",
          "query { ...Unseen } fragment Unseen on Query { motto @skip(if: true) __type(name: \"Bed\") { name } }",
          """
          mutation { plantRename(input: {id: "x", name: "y"}) {
              query { __schema { types { name } } } } }
          """
        })
    void theSchemaIsNotTold(String document) {
      var answer = send(port(), document);
      assertThat(answer).contains("\"INTROSPECTION_DISABLED\"").doesNotContain("Garden");
    }

    @Test
    void norByTheQueryOfTools() {
      assertThat(send(port(), IntrospectionQuery.INTROSPECTION_QUERY))
          .contains("\"INTROSPECTION_DISABLED\"");
    }

    @Test
    void theTypeOfAnObjectIs() {
      assertThat(send(port(), "{ __typename motto # __schema\n }"))
          .isEqualTo("{\"data\":{\"__typename\":\"Query\",\"motto\":\"Festina lente\"}}");
    }

    @Test
    void thereIsNoPageToTryOperationsIn() {
      client(port()).get().uri("/graphiql").exchange().expectStatus().isNotFound();
      client(port()).get().uri("/graphiql/settings").exchange().expectStatus().isNotFound();
    }

    /** A refusal says what is wrong, and not what there would have been. */
    @Test
    void noRefusalSuggestsWhatElseThereIs() {
      var nearMisses =
          Map.of(
              "{ mott }", List.of("motto"),
              "{ garden(slu: \"x\") { id } }", List.of("slug"),
              "{ garden(slug: \"x\") { visitor } }", List.of("visitors"),
              "{ plants(filter: {kin: [TREE]}) { nodes { id } } }", List.of("kind", "notes"),
              "{ plants(filter: {kind: [TREES]}) { nodes { id } } }",
                  List.of("HERB", "FLOWER", "INTERNAL"),
              "{ motto ... on Gardn { id } }", List.of("Garden"),
              "{ motto @inclde(if: true) }", List.of("include"),
              "query ($f: PlantFilte) { plants(filter: $f) { nodes { id } } }",
                  List.of("PlantFilter\""));
      nearMisses.forEach(
          (document, siblings) ->
              assertThat(send(port(), document))
                  .as(document)
                  .contains("errors")
                  .doesNotContain(siblings)
                  .doesNotContainIgnoringCase("did you mean"));
    }
  }

  @Nested
  @TestPropertySource(properties = "millrace.api.mode=development")
  class InDevelopment extends ApiTest {

    @Test
    void theSchemaIsToldAndThePageIsThere() {
      assertThat(send(port(), IntrospectionQuery.INTROSPECTION_QUERY)).contains("Garden");
      client(port()).get().uri("/graphiql").exchange().expectStatus().isOk();
    }
  }

  @Nested
  @TestPropertySource(
      properties = {"millrace.api.introspection=true", "millrace.api.graphiql.enabled=false"})
  class AsConfigured extends ApiTest {

    @Test
    void eachIsSwitchedByItself() {
      assertThat(send(port(), "{ __schema { queryType { name } } }")).contains("Query");
      client(port()).get().uri("/graphiql").exchange().expectStatus().isNotFound();
    }
  }

  private static String send(int port, String document) {
    var body =
        client(port)
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(Map.of("query", document))
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    return String.valueOf(body);
  }

  private static WebTestClient client(int port) {
    return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
  }
}
