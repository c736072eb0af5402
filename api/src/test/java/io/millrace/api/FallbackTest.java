package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.read.Dependency;
import io.millrace.api.read.Store;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FallbackTest extends ApiTest {

  private static final DocumentVersion LATER = DocumentVersion.of(2, 1);

  @Test
  void derivesWhatRedisDoesNotHoldYetAndNeverWritesIt() {
    var key = DocumentKey.of("Plant", 20101);
    stores().forget(catalog().readModel("Plant"), key);
    long before = stores().redisKeys();
    var answer = plant(20101).complete();
    assertThat(answer.<String>at("node.name")).isEqualTo("Sage 1");
    assertThat(answer.context().isFallback()).isTrue();
    assertThat(answer.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 1, Store.POSTGRES, 1));
    assertThat(stores().redisKeys()).isEqualTo(before);
  }

  @Test
  void asksPostgresWhereRedisSaysSo() {
    stores()
        .store(
            catalog().readModel("Plant"),
            DocumentKey.of("Plant", 20102),
            new StoredValue.AskPostgres(LATER));
    var answer = plant(20102).complete();
    assertThat(answer.<String>at("node.name")).isEqualTo("Rose 2");
    assertThat(answer.context().isFallback()).isTrue();
  }

  @Test
  void takesATombstoneForAnAnswer() {
    stores()
        .store(
            catalog().readModel("Plant"),
            DocumentKey.of("Plant", 20103),
            new StoredValue.Tombstone(LATER));
    var answer = plant(20103).complete();
    assertThat(answer.find("node")).isNull();
    assertThat(answer.context().roundTrips()).isEqualTo(Map.of(Store.REDIS, 1));
  }

  @Test
  void asksPostgresWhereTheOwnerHasLostTheUniqueValue() {
    stores()
        .claim(
            catalog().readModel("Garden"),
            "slug",
            List.of("garden-4"),
            DocumentKey.of("Garden", 1),
            LATER);
    var answer = ask("{ garden(slug: \"garden-4\") { id } }").complete();
    assertThat(answer.<String>at("garden.id")).isEqualTo(id("Garden", 4));
    assertThat(answer.context().isFallback()).isTrue();
  }

  @Test
  void recordsWhatTheAnswerDependsOn() {
    var answer = ask("{ garden(slug: \"unheard-of\") { id } }").complete();
    assertThat(answer.context().dependencies())
        .hasSize(1)
        .allSatisfy(
            dependency -> assertThat(dependency).isInstanceOf(Dependency.OnUniqueValue.class));
    assertThat(plant(77).complete().context().dependencies())
        .containsExactly(new Dependency.OnDocument(DocumentKey.of("Plant", 77)));
  }

  private Answer plant(long key) {
    return ask(
        "query ($id: ID!) { node(id: $id) { ... on Plant { name } } }",
        Map.of("id", id("Plant", key)));
  }
}
