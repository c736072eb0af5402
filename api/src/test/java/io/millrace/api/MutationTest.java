package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.read.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class MutationTest extends ApiTest {

  private static final String RENAME =
      """
      mutation ($id: ID!, $name: String!) {
        plantRename(input: {id: $id, name: $name}) {
          plant { name bed { plants(first: 3) { nodes { name } } } }
          query { node(id: $id) { ... on Plant { name } } }
          userErrors { code message field }
        }
      }
      """;

  @Test
  void showsInItsPayloadWhatItDid() {
    var answer = ask(RENAME, Map.of("id", id("Plant", 30301), "name", "Olive")).complete();
    assertThat(answer.<String>at("plantRename.plant.name")).isEqualTo("Olive");
    assertThat(answer.<String>at("plantRename.query.node.name")).isEqualTo("Olive");
    assertThat(answer.each("plantRename.plant.bed.plants.nodes", "name")).contains("Olive");
    assertThat(answer.<List<Object>>at("plantRename.userErrors")).isEmpty();
    // The request's own reads know nothing of it.
    assertThat(answer.roundTrips(Store.REDIS)).isZero();
  }

  @Test
  void tellsTheCommandWhoSendsIt() {
    var input = Map.<String, Object>of("id", id("Plant", 30203), "name", "@me");
    assertThat(ask(RENAME, input, Callers.BEN).complete().<String>at("plantRename.plant.name"))
        .isEqualTo("2");
    assertThat(ask(RENAME, input).complete().<String>at("plantRename.plant.name"))
        .isEqualTo("nobody");
  }

  @Test
  void answersViolatedRulesAsData() {
    var answer = ask(RENAME, Map.of("id", id("Plant", 30302), "name", " ")).complete();
    assertThat(answer.find("plantRename.plant")).isNull();
    assertThat(answer.<List<Object>>at("plantRename.userErrors"))
        .containsExactly(
            Map.of(
                "code", "NAME_BLANK", "message", "A plant needs a name", "field", List.of("name")));
  }

  @Test
  void namesWhatItDeleted() {
    var answer =
        ask(
                "mutation ($id: ID!) { plantRemove(input: {id: $id}) { plant { id } deletedPlantId query { node(id: $id) { id } } } }",
                Map.of("id", id("Plant", 30303)))
            .complete();
    assertThat(answer.<String>at("plantRemove.deletedPlantId")).isEqualTo(id("Plant", 30303));
    assertThat(answer.find("plantRemove.plant")).isNull();
    assertThat(answer.find("plantRemove.query.node")).isNull();
  }

  @Test
  void refusesAnIdOfAnotherType() {
    var answer = ask(RENAME, Map.of("id", id("Bed", 301), "name", "Olive"));
    assertThat(answer.codes()).containsExactly("INVALID_ID");
  }

  @Test
  void isSafeToRepeatWithAKeyAndCountsItsPlaceInTheRequest() {
    var two =
        """
        mutation {
          a: plantRename(input: {id: "%s", name: "Fig"}) { plant { name } }
          b: plantRename(input: {id: "%s", name: "Date"}) { plant { name } }
        }
        """
            .formatted(id("Plant", 30201), id("Plant", 30202));
    var first = post(two, "key-1");
    assertThat(first).contains("Fig").contains("Date").doesNotContain("errors");
    stores().postgres().execute("update plant set name = 'Plum' where id = 30201");
    // The payload is read afresh; the command does not run again.
    assertThat(post(two, "key-1")).contains("Plum").contains("Date");
    assertThat(post(two.replace("Fig", "Pear"), "key-1")).contains("IDEMPOTENCY_KEY_REUSED");
  }

  private String post(String document, String key) {
    return new String(
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port())
            .build()
            .post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .header("Idempotency-Key", key)
            .bodyValue(Map.of("query", document))
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBodyContent(),
        StandardCharsets.UTF_8);
  }
}
