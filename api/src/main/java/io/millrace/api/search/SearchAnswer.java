package io.millrace.api.search;

import io.millrace.api.error.StoreUnavailableException;
import io.millrace.api.page.FacetEntry;
import io.millrace.api.page.Position;
import io.millrace.schema.key.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Elasticsearch's answer to one search of a {@code _msearch}. */
sealed interface SearchAnswer {

  /**
   * What was found.
   *
   * @param hits the hits in the direction of the search, at most as many as were missing
   * @param more whether there was one more
   * @param total how many match, null where nobody asked
   * @param facets what was counted, by name
   */
  record Hits(
      List<Hit> hits, boolean more, @Nullable Long total, Map<String, List<FacetEntry>> facets)
      implements SearchAnswer {
    public Hits {
      hits = List.copyOf(hits);
    }
  }

  /** A hit: which document, where in the order, and where its words were found. */
  record Hit(DocumentKey key, Position position, @Nullable Map<String, List<String>> highlights) {}

  /** The point in time has expired. */
  record Expired() implements SearchAnswer {}

  /** There is no answer. */
  record Failure(RuntimeException reason) implements SearchAnswer {}

  /** The answer to a search. */
  static SearchAnswer read(SearchStep step, JsonNode response) {
    if (!response.has("error")) {
      return hits(step, response);
    }
    return step.pointInTime() != null && response.path("status").asInt() == 404
        ? new Expired()
        : new Failure(
            new StoreUnavailableException(
                "Elasticsearch refused a search of " + step.request().type(),
                new IllegalStateException(response.path("error").toString())));
  }

  private static Hits hits(SearchStep step, JsonNode response) {
    var request = step.request();
    var pointInTime = response.has("pit_id") ? response.path("pit_id").asString() : null;
    int parts = request.order().sort(step.model(), false).size();
    var hits = new ArrayList<Hit>();
    for (var hit : response.path("hits").path("hits")) {
      var position = new Position(sortValues(hit.path("sort"), parts), pointInTime);
      if (isBeyond(step, position)) {
        return hits(step, hits, false, response);
      }
      if (hits.size() == step.size()) {
        return hits(step, hits, true, response);
      }
      hits.add(
          new Hit(
              new DocumentKey(request.type(), hit.path("_id").asString()),
              position,
              request.extras().highlights(hit)));
    }
    return hits(step, hits, false, response);
  }

  private static Hits hits(SearchStep step, List<Hit> hits, boolean more, JsonNode response) {
    return new Hits(
        hits,
        more,
        total(step, response.path("hits")),
        step.first() ? step.request().extras().facets(response) : Map.of());
  }

  /** Elasticsearch knows where to begin, and not where to end. */
  private static boolean isBeyond(SearchStep step, Position position) {
    var page = step.request().page();
    var bound = page.bound();
    if (bound == null) {
      return false;
    }
    int order = step.request().order().comparator(step.model()).compare(position, bound);
    return page.backward() ? order <= 0 : order >= 0;
  }

  private static @Nullable Long total(SearchStep step, JsonNode found) {
    return step.first() && step.request().total()
        ? found.path("total").path("value").asLong()
        : null;
  }

  /**
   * Without what Elasticsearch adds to the order within a point in time: the key decides before.
   */
  private static List<@Nullable Object> sortValues(JsonNode sort, int parts) {
    var values = new ArrayList<@Nullable Object>(parts);
    for (int part = 0; part < parts; part++) {
      values.add(sortValue(sort.path(part)));
    }
    return values;
  }

  private static @Nullable Object sortValue(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber()) {
      return value.asLong();
    }
    return value.isNumber() ? (Object) value.asDouble() : value.asString();
  }
}
