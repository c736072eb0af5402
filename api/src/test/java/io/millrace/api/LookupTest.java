package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.read.Store;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookupTest extends ApiTest {

  static String id(String type, long key) {
    return GlobalId.encode(DocumentKey.of(type, key));
  }

  @Test
  void findsADocumentByItsId() {
    var answer =
        ask("query ($id: ID!) { garden(id: $id) { id name opened visitors } }", garden(1))
            .complete();
    assertThat(answer.<Map<String, Object>>at("garden"))
        .isEqualTo(
            Map.of(
                "id", id("Garden", 1),
                "name", "Garden 1",
                "opened", "1759-01-02",
                "visitors", "9007199254740993"));
    assertThat(answer.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 1));
  }

  @Test
  void findsADocumentByAUniqueKey() {
    var answer = ask("{ garden(slug: \"garden-2\") { name } }").complete();
    assertThat(answer.<String>at("garden.name")).isEqualTo("Garden 2");
    assertThat(answer.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 2));
  }

  @Test
  void findsADocumentByAKeyOfSeveralFields() {
    var answer = ask("{ bed(row: \"R3\", number: 2) { id } }").complete();
    assertThat(answer.<String>at("bed.id")).isEqualTo(id("Bed", 302));
  }

  @Test
  void answersListsInTheOrderAskedWithNullWhereThereIsNone() {
    var byId =
        ask(
                "query ($ids: [ID!]!) { gardensById(ids: $ids) { name } }",
                Map.of("ids", List.of(id("Garden", 3), id("Garden", 77), id("Garden", 1))))
            .complete();
    assertThat(byId.each("gardensById", "name")).containsExactly("Garden 3", null, "Garden 1");

    var bySlug =
        ask("{ gardens(slugs: [\"garden-4\", \"nowhere\", \"garden-2\", \"garden-4\"]) { name } }")
            .complete();
    assertThat(bySlug.each("gardens", "name"))
        .containsExactly("Garden 4", null, "Garden 2", "Garden 4");
  }

  @Test
  void answersNodesOfAnyTypeInOneRoundTrip() {
    var answer =
        ask(
                """
                query ($ids: [ID!]!) {
                  nodes(ids: $ids) {
                    __typename
                    id
                    ... on Garden { called: name }
                    ...plant
                  }
                }
                fragment plant on Plant { called: name kind }
                """,
                Map.of("ids", List.of(id("Plant", 1), id("Garden", 2), id("Label", 5))))
            .complete();
    assertThat(answer.each("nodes", "__typename")).containsExactly("Plant", "Garden", null);
    assertThat(answer.each("nodes", "called")).containsExactly("Rosemary", "Garden 2", null);
    assertThat(answer.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 1));
  }

  @Test
  void asksForExactlyOneOfTheAlternatives() {
    var none = ask("{ garden { id } }");
    assertThat(none.codes()).containsExactly("BAD_USER_INPUT");
    assertThat(none.message()).isEqualTo("garden: give exactly one of id, slug");

    var both = ask("query ($id: ID) { garden(id: $id, slug: \"garden-1\") { id } }", garden(1));
    assertThat(both.codes()).containsExactly("BAD_USER_INPUT");
  }

  @Test
  void refusesAnIdOfAnotherType() {
    var answer = ask("query ($id: ID!) { garden(id: $id) { id } }", Map.of("id", id("Bed", 101)));
    assertThat(answer.codes()).containsExactly("INVALID_ID");
    assertThat(answer.message()).contains("is the id of a Bed; an id of a Garden is needed");
    assertThat(ask("{ node(id: \"nonsense!\") { id } }").codes()).containsExactly("INVALID_ID");
  }

  @Test
  void letsAControllerWinOverTheEngine() {
    var answer = ask("{ motto garden(slug: \"garden-1\") { name title } }").complete();
    assertThat(answer.<String>at("motto")).isEqualTo("Festina lente");
    assertThat(answer.<String>at("garden.name")).isEqualTo("Garden 1");
    assertThat(answer.<String>at("garden.title")).isEqualTo("GARDEN 1");
  }

  private static Map<String, Object> garden(long key) {
    return Map.of("id", id("Garden", key));
  }
}
