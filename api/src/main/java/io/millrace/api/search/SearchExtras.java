package io.millrace.api.search;

import io.millrace.api.page.FacetEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * What a search computes beside its hits.
 *
 * @param facets what is counted
 * @param aggregations the facets in Elasticsearch's language, JSON; null where there are none
 * @param postFilter what hits must match in addition and not every facet does, JSON; null where the
 *     query says it all
 * @param highlights the highlights' names by their places in the index
 * @param highlight the highlights in Elasticsearch's language, JSON; null where there are none
 */
record SearchExtras(
    List<Facet> facets,
    @Nullable String aggregations,
    @Nullable String postFilter,
    Map<String, String> highlights,
    @Nullable String highlight) {

  SearchExtras {
    facets = List.copyOf(facets);
    highlights = Map.copyOf(highlights);
  }

  /** Adds them to a search's body; facets are counted by a page's first search only. */
  void addTo(ObjectNode body, boolean first) {
    if (aggregations != null && first) {
      body.putRawValue("aggs", new RawValue(aggregations));
    }
    if (postFilter != null) {
      body.putRawValue("post_filter", new RawValue(postFilter));
    }
    if (highlight != null) {
      body.putRawValue("highlight", new RawValue(highlight));
    }
  }

  /** The facets in an answer, by name. */
  Map<String, List<FacetEntry>> facets(JsonNode response) {
    var counted = new HashMap<String, List<FacetEntry>>();
    facets.forEach(facet -> counted.put(facet.name(), facet.read(response.path("aggregations"))));
    return counted;
  }

  /** The highlights of a hit by name, each there; null where there is nothing to highlight. */
  @Nullable Map<String, List<String>> highlights(JsonNode hit) {
    if (highlight == null) {
      return null;
    }
    var found = new LinkedHashMap<String, List<String>>();
    highlights.forEach(
        (path, name) ->
            found.put(
                name,
                hit.path("highlight").path(path).valueStream().map(JsonNode::asString).toList()));
    return found;
  }
}
