package io.millrace.api;

import static io.millrace.api.LookupTest.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ops.access.AccessDomain;
import io.millrace.ops.access.Leaks;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Nobody learns of a row that is hidden, or of a value that is guarded: every question that the
 * schema has words for is answered as if there were neither.
 */
@Import(GardenAccess.ByHeader.class)
@TestPropertySource(
    properties = {
      "millrace.api.budget.enabled=false",
      "millrace.api.rate.address-per-second=0",
      "millrace.api.rate.client-per-second=0",
      // The round trips are among the headers.
      "millrace.api.bench.enabled=true",
      "millrace.api.mode=development"
    })
class LeakTest extends ApiTest {

  /** Of gardener 2, the hidden diaries, and gardeners whom only the staff sees. */
  private static final List<String> HIDDEN =
      Stream.concat(
              LongStream.of(201, 202, 203, 205, 206, 207).mapToObj(diary -> id("Diary", diary)),
              LongStream.of(2, 3).mapToObj(gardener -> id("Gardener", gardener)))
          .toList();

  private static final String KEEP =
      "create table kept_diary as table diary; create table kept_gardener as table gardener;";

  private static final String RESTORE =
      """
      insert into diary select * from kept_diary on conflict do nothing;
      insert into gardener select * from kept_gardener on conflict do nothing;
      drop table kept_diary, kept_gardener;
      """;

  @Test
  void ofRowsThatAreHidden() {
    var domain = domain();
    var rows = rows(domain);
    var before = new LinkedHashMap<String, Map<String, Object>>();
    var callers = List.of(GardenAccess.NOBODY, GardenAccess.ADA);
    callers.forEach(caller -> before.put(caller.name(), Leaks.ofRows(domain, caller, rows)));
    // Ben does see them, so the questions are about something.
    var ofBen = Leaks.ofRows(domain, GardenAccess.BEN, rows);
    stores().postgres().execute(KEEP);
    HIDDEN.forEach(this::remove);
    try {
      fillStores();
      rows.forEach(this::erase);
      for (var caller : callers) {
        var after = Leaks.ofRows(domain, caller, rows);
        assertThat(after).hasSizeGreaterThan(150);
        after.forEach(
            (question, answer) ->
                assertThat(String.valueOf(before.get(caller.name()).get(question)))
                    .as("%s asks %s", caller.name(), question)
                    .isEqualTo(answer.toString()));
      }
      var without = Leaks.ofRows(domain, GardenAccess.BEN, rows);
      assertThat(
              ofBen.entrySet().stream()
                  .filter(
                      each ->
                          !each.getValue()
                              .toString()
                              .equals(String.valueOf(without.get(each.getKey()))))
                  .count())
          .as("answers that do tell Ben")
          .isGreaterThan(100);
    } finally {
      stores().postgres().execute(RESTORE);
    }
  }

  @Test
  void ofValuesOfGuardedFields() {
    int asked =
        Leaks.requireNoneOfFields(
                domain(), GardenAccess.NOBODY, List.of(id("Diary", 104), id("Diary", 204)))
            + Leaks.requireNoneOfFields(
                domain(), GardenAccess.ADA, List.of(id("Diary", 101), id("Diary", 204)));
    assertThat(asked).isGreaterThanOrEqualTo(16);
  }

  private GardenAccess domain() {
    return new GardenAccess(catalog(), derivation(), port());
  }

  private static Map<String, JsonNode> rows(AccessDomain domain) {
    var rows = new LinkedHashMap<String, JsonNode>();
    HIDDEN.forEach(id -> rows.put(id, domain.document(id)));
    return rows;
  }

  private void remove(String id) {
    var key = GlobalId.decode(id);
    stores()
        .postgres()
        .execute(
            "delete from %s where id = %s".formatted(model(key).key().rootTable(), key.text()));
  }

  /** Of every second row tombstones are left, the others never were. */
  private void erase(String id, JsonNode row) {
    var key = GlobalId.decode(id);
    var model = model(key);
    var gone = new StoredValue.Tombstone(DocumentVersion.of(2, 1));
    stores().unindex(model, key);
    if (key.number() % 2 == 0) {
      stores().store(model, key, gone);
    } else {
      stores().forget(model, key);
    }
    for (var unique : model.uniqueKeys()) {
      var values = unique.fields().stream().map(field -> row.path(field).asString()).toList();
      if (key.number() % 2 == 0) {
        stores().storeEntry(model, unique, values, gone);
      } else {
        stores().forgetEntry(model, unique, values);
      }
    }
  }

  private ReadModel model(DocumentKey key) {
    return catalog().readModel(key.type());
  }
}
