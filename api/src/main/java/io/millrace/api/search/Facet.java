package io.millrace.api.search;

import io.millrace.api.page.FacetEntry;
import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.SearchConnection;
import io.millrace.schema.document.IndexFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A facet of a connection, bound to the index: its aggregation, and what the answer to it means.
 */
final class Facet {

  /** The aggregation that counts, where one around it filters. */
  private static final String COUNTS = "counts";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SearchConnection.Facet declared;
  private final String path;
  private final IndexedValue value;

  Facet(SearchConnection.Facet declared, DocumentField field) {
    this.declared = declared;
    this.path = IndexFields.value(field.name());
    this.value = new IndexedValue(field);
  }

  String name() {
    return declared.name();
  }

  /** The documents' field that it counts. */
  String field() {
    return declared.field();
  }

  /** Whether a clause asks about nothing but its own field, which it then ignores. */
  boolean ignores(Clause clause) {
    return clause.fields().size() == 1 && clause.fields().contains(field());
  }

  /** The aggregation, over the matches that also meet these clauses. */
  ObjectNode aggregation(List<Clause> further) {
    if (further.isEmpty()) {
      return counts();
    }
    var filtered = JSON.objectNode();
    filtered.putObject("filter").putObject("bool").set("filter", Clause.queries(further));
    filtered.putObject("aggs").set(COUNTS, counts());
    return filtered;
  }

  private ObjectNode counts() {
    var counts = JSON.objectNode();
    if (isRanges()) {
      var filters = counts.putObject("filters").putArray("filters");
      for (int at = 0; at < declared.lowerBounds().size(); at++) {
        filters.add(range(at));
      }
    } else {
      counts.putObject("terms").put("field", path).put("size", declared.size());
    }
    return counts;
  }

  private ObjectNode range(int at) {
    var query = JSON.objectNode();
    var bounds = query.putObject("range").putObject(path);
    bounds.set("gte", json(value.atLeast(declared.lowerBounds().get(at))));
    var end = end(at);
    if (end != null) {
      bounds.set("lt", json(value.atLeast(end)));
    }
    return query;
  }

  private boolean isRanges() {
    return !declared.lowerBounds().isEmpty();
  }

  private @Nullable Object end(int at) {
    return at + 1 < declared.lowerBounds().size() ? declared.lowerBounds().get(at + 1) : null;
  }

  /** What Elasticsearch counted. */
  List<FacetEntry> read(JsonNode aggregations) {
    var answer = aggregations.path(name());
    var buckets = (answer.has(COUNTS) ? answer.path(COUNTS) : answer).path("buckets");
    var entries = new ArrayList<FacetEntry>(buckets.size());
    for (var bucket : buckets) {
      int count = (int) Math.min(bucket.path("doc_count").asLong(), Integer.MAX_VALUE);
      int at = entries.size();
      entries.add(
          isRanges()
              ? new FacetEntry.OfRange(declared.lowerBounds().get(at), end(at), count)
              : new FacetEntry.OfValue(value.read(bucket.path("key")), count));
    }
    return entries;
  }

  private static JsonNode json(Object bound) {
    return JsonMapper.shared().valueToTree(bound);
  }
}
