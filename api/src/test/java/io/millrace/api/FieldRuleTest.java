package io.millrace.api;

import static io.millrace.api.Callers.ADA;
import static io.millrace.api.Callers.BEN;
import static io.millrace.api.Callers.NOBODY;
import static io.millrace.api.Callers.STAFF;
import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.identity.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fields and types that need a token, or one with scopes: {@code Diary.secret} needs the staff's.
 */
class FieldRuleTest extends ApiTest {

  @Nested
  class Reading {

    @Test
    void givesNullWithAnErrorAndTheRestOfTheAnswer() {
      var answer = ask("{ diary(code: \"G2-4\") { title secret } }", Map.of(), ADA);
      assertThat(answer.<String>at("diary.title")).isEqualTo("Storm of Ben 4");
      assertThat(answer.find("diary.secret")).isNull();
      assertThat(answer.codes()).containsExactly("FORBIDDEN");
      assertThat(answer.message())
          .isEqualTo("Diary.secret needs a token with the scope garden:staff");
      assertThat(answer.result().getErrors().getFirst().getPath())
          .isEqualTo(List.of("diary", "secret"));
    }

    @Test
    void tellsWhoIsNotKnownFromWhoMayNot() {
      var document = "{ diary(code: \"G2-4\") { secret remarks { gossip } } }";
      assertThat(ask(document, Map.of(), NOBODY).codes())
          .containsOnly("UNAUTHENTICATED")
          .hasSize(3);
      assertThat(ask(document, Map.of(), ADA).codes()).containsExactly("FORBIDDEN");
      ask(document, Map.of(), STAFF).complete();
    }

    @Test
    void needsEveryScopeOfOneOfTheLists() {
      assertThat(wage(Set.of("wages", "garden:read"))).isEqualTo(100);
      assertThat(wage(Set.of("garden:staff"))).isEqualTo(100);
      assertThat(wage(Set.of("wages"))).isNull();
      assertThat(wage(Set.of())).isNull();
    }

    private Object wage(Set<String> scopes) {
      return ask("{ me { wage } }", Map.of(), Callers.user("1", scopes)).find("me.wage");
    }

    @Test
    void ofARelationNeedsWhatTheIdBehindItNeeds() {
      var document = "{ diary(code: \"G2-4\") { previous { title } } }";
      assertThat(ask(document, Map.of(), NOBODY).codes()).containsExactly("UNAUTHENTICATED");
      assertThat(ask(document, Map.of(), ADA).complete().<String>at("diary.previous.title"))
          .isEqualTo("Storm of Cleo 4");
    }

    @Test
    void ofATypeNeedsWhatTheTypeNeedsOnEveryWayToIt() {
      var season = "query ($id: ID!) { season(id: $id) { name ledger { total } } }";
      var spring = Map.<String, Object>of("id", id("Season", 1));
      var answer = ask(season, spring, ADA);
      assertThat(answer.codes()).containsExactly("FORBIDDEN");
      assertThat(answer.<String>at("season.name")).isEqualTo("Spring");
      assertThat(ask(season, spring, STAFF).complete().<Integer>at("season.ledger.total"))
          .isEqualTo(1200);
    }

    @Test
    void ofATypeByNodeIsRefusedWhetherThereIsADocumentOrNot() {
      var node = "query ($id: ID!) { node(id: $id) { id } }";
      var nodes = "query ($id: ID!) { nodes(ids: [$id]) { id } }";
      for (var document : List.of(node, nodes)) {
        var there = ask(document, Map.of("id", id("Ledger", 1)), ADA);
        var never = ask(document, Map.of("id", id("Ledger", 77)), ADA);
        assertThat(there.codes()).containsExactly("FORBIDDEN");
        assertThat(there.result().toSpecification()).isEqualTo(never.result().toSpecification());
        assertThat(there.context().roundTrips()).isEqualTo(never.context().roundTrips());
      }
      ask(node, Map.of("id", id("Ledger", 1)), STAFF).complete();
    }
  }

  @Nested
  class Asking {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "findDiaries(filter: {secret: \"whisper21\"}) { nodes { id } }",
          "findDiaries(filter: {or: [{published: true}, {not: {secret: \"x\"}}]}) { nodes { id } }",
          "findDiaries(orderBy: [{field: TITLE}, {field: SECRET}]) { nodes { id } }",
          "findDiaries { facets { secret { count } } }",
          "findDiaries(query: \"storm\") { edges { highlights { secret } } }",
          "diary(secret: \"whisper21\") { id }",
          "ledger(id: \"TGVkZ2VyOjE\") { id }",
          "ledgers { totalCount }",
          "... on Query { ... { ledgers { totalCount } } }",
          "me { diaries(filter: {secret: \"whisper21\"}) { nodes { id } } }"
        })
    void aboutWhatTheCallerMayNotReadRefusesTheOperation(String question) {
      var document = "{ motto %s }".formatted(question);
      refused(document, ADA, "FORBIDDEN");
      refused(document, NOBODY, "UNAUTHENTICATED");
      ask(document, Map.of(), STAFF).complete();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "findDiaries(filter: {gossip: \"Gossip 101\"}) { nodes { id } }",
          "findDiaries(filter: {remarks: {gossip: \"Gossip 101\"}}) { nodes { id } }",
          "weather"
        })
    void aboutWhatOnlyTheKnownReadRefusesTheOthers(String question) {
      refused("{ %s }".formatted(question), NOBODY, "UNAUTHENTICATED");
      ask("{ %s }".formatted(question), Map.of(), ADA).complete();
    }

    private void refused(String document, Identity caller, String code) {
      var answer = ask(document, Map.of(), caller);
      assertThat(answer.codes()).containsExactly(code);
      assertThat(answer.result().isDataPresent()).isFalse();
      assertThat(answer.context().roundTrips()).isEmpty();
    }

    @Test
    void byFragmentsAndVariablesIsSeenToo() {
      var document =
          """
          query ($filter: DiaryFilter, $order: [DiaryOrder!], $with: Boolean!) {
            ...found @include(if: $with)
          }
          fragment found on Query { findDiaries(filter: $filter, orderBy: $order) { totalCount } }
          """;
      var filter = Map.<String, Object>of("filter", Map.of("secret", "x"), "with", true);
      var order = Map.<String, Object>of("order", List.of(Map.of("field", "SECRET")), "with", true);
      assertThat(ask(document, filter, ADA).codes()).containsExactly("FORBIDDEN");
      assertThat(ask(document, order, ADA).codes()).containsExactly("FORBIDDEN");
      ask(document, Map.of("filter", Map.of("secret", "x"), "with", false), ADA).complete();
      ask(document, Map.of("filter", Map.of("pages", Map.of("gte", 1)), "with", true), ADA)
          .complete();
    }

    @Test
    void forAMutationRefusesItBeforeItRuns() {
      var document = "mutation ($id: ID!) { ledgerClose(input: {id: $id}) { ledger { total } } }";
      var ledger = Map.<String, Object>of("id", id("Ledger", 1));
      assertThat(ask(document, ledger, ADA).codes()).containsExactly("FORBIDDEN");
      assertThat(ask(document, ledger, NOBODY).codes()).containsExactly("UNAUTHENTICATED");
      assertThat(ask(document, ledger, STAFF).complete().<Integer>at("ledgerClose.ledger.total"))
          .isEqualTo(1200);
    }
  }

  @Nested
  class Words {

    @Test
    void areLookedForInWhatTheCallerMayRead() {
      assertThat(found("query: \"whisper21\"", BEN)).isEmpty();
      assertThat(found("query: \"whisper21\"", STAFF)).contains("Harvest of Ben 1");
      assertThat(found("typeAhead: \"whisper2\"", BEN)).isEmpty();
      assertThat(found("typeAhead: \"whisper2\"", STAFF)).hasSize(8);
      assertThat(found("query: \"gossip\"", NOBODY)).isEmpty();
      assertThat(found("query: \"gossip\"", BEN)).isNotEmpty();
      assertThat(found("query: \"harvest\"", BEN)).contains("Harvest of Ben 1");
    }

    private List<Object> found(String words, Identity caller) {
      return ask(
              "{ findDiaries(%s, first: 30) { nodes { title } } }".formatted(words),
              Map.of(),
              caller)
          .complete()
          .each("findDiaries.nodes", "title");
    }
  }
}
