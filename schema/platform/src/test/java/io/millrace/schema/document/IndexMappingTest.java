package io.millrace.schema.document;

import static io.millrace.schema.document.Gadgets.field;
import static io.millrace.schema.document.Gadgets.model;
import static io.millrace.schema.document.Gadgets.required;
import static io.millrace.schema.document.Gadgets.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IndexMappingTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static JsonNode mapped(String pointer) {
    return JSON.readTree(IndexMapping.of(Gadgets.MODEL).mappings()).at(pointer);
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @Test
  void holdsOnlyWhatIsIndexedAndTakesNothingElse() {
    var model =
        model(
            required("id", new WireType.Id("Gadget")),
            required("note", scalar(ScalarKind.STRING)),
            field("state", new WireType.EnumValue("State"), true, Gadgets.BOTH));
    assertThat(JSON.readTree(IndexMapping.of(model).mappings()))
        .isEqualTo(
            json(
                """
                {'dynamic': 'strict', 'properties': {
                  'key': {'type': 'keyword'},
                  'doc': {'dynamic': 'strict', 'properties': {
                    'state': {'type': 'keyword', 'index': true, 'ignore_above': 8191,
                      'doc_values': false}}},
                  'sort': {'dynamic': 'strict', 'properties': {
                    'state': {'type': 'keyword', 'index': false}}}}}
                """));
  }

  @Test
  void textAndTypeAheadAreSubfieldsOfTheExactValue() {
    assertThat(mapped("/properties/doc/properties/name"))
        .isEqualTo(
            json(
                """
                {'type': 'keyword', 'index': false, 'ignore_above': 8191, 'fields': {
                   'text': {'type': 'text', 'analyzer': 'millrace_text'},
                   'suggest': {'type': 'text', 'analyzer': 'millrace_suggest',
                     'search_analyzer': 'millrace_suggest_query'}},
                 'doc_values': false}
                """));
    var mapping = IndexMapping.of(Gadgets.MODEL);
    assertThat(mapping.textFields())
        .containsExactly(
            new IndexMapping.TextField("doc.name.text", 2),
            new IndexMapping.TextField("doc.tags.text", 1),
            new IndexMapping.TextField("doc.parts.code.text", 1));
    assertThat(mapping.suggestFields()).containsExactly("doc.name.suggest");
  }

  @Test
  void onlyFacetsKeepColumnsBesideTheIndex() {
    assertThat(mapped("/properties/doc/properties/state/doc_values").booleanValue()).isTrue();
    assertThat(mapped("/properties/doc/properties/tags/doc_values").booleanValue()).isTrue();
    assertThat(mapped("/properties/doc/properties/amount"))
        .isEqualTo(json("{'type': 'long', 'doc_values': false}"));
    assertThat(mapped("/properties/doc/properties/madeAt"))
        .isEqualTo(json("{'type': 'date', 'format': 'epoch_millis', 'doc_values': false}"));
  }

  @Test
  void listsOfObjectsAreNestedAndTheirTextIsFoundFromTheRoot() {
    assertThat(mapped("/properties/doc/properties/parts"))
        .isEqualTo(
            json(
                """
                {'dynamic': 'strict', 'type': 'nested', 'include_in_root': true, 'properties': {
                  'code': {'type': 'keyword', 'index': true, 'ignore_above': 8191, 'fields': {
                      'text': {'type': 'text', 'analyzer': 'millrace_text'}},
                    'doc_values': false},
                  'weight': {'type': 'long', 'doc_values': false}}}
                """));
  }

  @Test
  void settingsUseOnlyWhatEveryDistributionHas() {
    var settings = new IndexSettings(2, 1, Duration.ofMillis(-1), Duration.ofMinutes(10));
    assertThat(JSON.readTree(IndexMapping.of(Gadgets.MODEL).createIndex(settings)).at("/settings"))
        .isEqualTo(
            json(
                """
                {'index': {'number_of_shards': 2, 'number_of_replicas': 1,
                   'refresh_interval': '-1', 'gc_deletes': '600000ms'},
                 'analysis': {
                   'filter': {'millrace_prefixes': {'type': 'edge_ngram', 'min_gram': 1,
                     'max_gram': 20, 'preserve_original': true}},
                   'analyzer': {
                     'millrace_text': {'type': 'custom', 'tokenizer': 'standard',
                       'filter': ['lowercase', 'asciifolding', 'porter_stem']},
                     'millrace_suggest': {'type': 'custom', 'tokenizer': 'standard',
                       'filter': ['lowercase', 'asciifolding', 'millrace_prefixes']},
                     'millrace_suggest_query': {'type': 'custom', 'tokenizer': 'standard',
                       'filter': ['lowercase', 'asciifolding']}}}}
                """));
  }

  @Test
  void aDeletionThatIsForgottenTooSoonIsRefused() {
    assertThatThrownBy(() -> new IndexSettings(1, 0, Duration.ofSeconds(1), Duration.ofSeconds(60)))
        .hasMessageContaining("index.gc_deletes is PT1M; at least PT5M is needed");
  }

  @Test
  void boundsOfFiltersAreScaledTowardsTheInside() {
    assertThat(IndexFields.scaled(new BigDecimal("1.005"), 2, RoundingMode.CEILING)).isEqualTo(101);
    assertThat(IndexFields.scaled(new BigDecimal("1.005"), 2, RoundingMode.FLOOR)).isEqualTo(100);
    assertThat(IndexFields.scaled(new BigDecimal("1e999999999"), 2, RoundingMode.FLOOR))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(IndexFields.scaled(new BigDecimal("-9.3e18"), 0, RoundingMode.FLOOR))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(IndexFields.scaled(new BigDecimal("1e-999999999"), 2, RoundingMode.CEILING))
        .isEqualTo(1);
  }

  @Test
  void documentsAreWrittenAsTheyAreMapped() {
    var document =
        Gadgets.document(
            Gadgets.key(7),
            """
            {"name": "Café", "state": "ON", "stock": 5, "serial": 9007199254740993,
             "rating": -1.5, "amount": -12.5, "active": true,
             "madeAt": "2026-11-24T08:30:00.123+00:00", "soldOn": "1969-12-31",
             "tags": ["x", "y"],
             "parts": [{"id": 1, "code": "A", "weight": 1.25}, null, {"id": 2, "code": "B"}]}
            """);
    byte[] indexed = SearchDocument.of(Gadgets.MODEL).write(document);
    assertThat(JSON.readTree(indexed))
        .isEqualTo(
            json(
                """
                {'key': '7',
                 'doc': {'name': 'Café', 'state': 'ON', 'serial': 9007199254740993,
                   'rating': -1.5, 'amount': -125000, 'active': true, 'madeAt': 1795509000123,
                   'soldOn': '1969-12-31', 'tags': ['x', 'y'],
                   'parts': [{'code': 'A', 'weight': 1250}, {'code': 'B'}]},
                 'sort': {'name': 'Café', 'stock': 5, 'serial': 9007199254740993,
                   'rating': %d, 'amount': -125000, 'active': 1, 'madeAt': 1795509000123,
                   'soldOn': -86400000}}
                """
                    .formatted(SortKeyReader.sortable(-1.5))));
  }

  @Test
  void aDecimalTooLargeForTheIndexIsNamed() {
    var document =
        Gadgets.document(Gadgets.key(7), "{\"name\": \"x\", \"amount\": 922337203685477.5808}");
    assertThatThrownBy(() -> SearchDocument.of(Gadgets.MODEL).write(document))
        .isInstanceOf(DocumentMismatchException.class)
        .hasMessageStartingWith("Gadget.amount: found a Decimal that is too large for the index");
  }
}
