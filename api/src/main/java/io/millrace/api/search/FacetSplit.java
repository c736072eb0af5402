package io.millrace.api.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Tells what facets ignore of a filter from what they don't: a facet counts as if the filter did
 * not ask about its field, so that a second value can be picked beside the first. The clauses that
 * a facet ignores can't be in the query, which all aggregations see; hits get them after it, and
 * the other facets each for itself.
 */
final class FacetSplit {

  private final List<Facet> facets;
  private final List<Clause> always;
  private final List<Clause> later;

  FacetSplit(List<Facet> facets, List<Clause> clauses) {
    this.facets = facets;
    this.later = clauses.stream().filter(this::isIgnored).toList();
    this.always = clauses.stream().filter(clause -> !isIgnored(clause)).toList();
  }

  private boolean isIgnored(Clause clause) {
    return facets.stream().anyMatch(facet -> facet.ignores(clause));
  }

  List<Facet> facets() {
    return facets;
  }

  /** The clauses that hits and every facet meet. */
  List<Clause> always() {
    return always;
  }

  /** What hits meet in addition, JSON; null where there is nothing. */
  @Nullable String postFilter() {
    return Clause.all(later).map(clause -> clause.query().toString()).orElse(null);
  }

  /** The facets' aggregations, JSON; null where there are none. */
  @Nullable String aggregations() {
    if (facets.isEmpty()) {
      return null;
    }
    var aggregations = JsonNodeFactory.instance.objectNode();
    for (var facet : facets) {
      var met = later.stream().filter(clause -> !facet.ignores(clause)).toList();
      aggregations.set(facet.name(), facet.aggregation(met));
    }
    return aggregations.toString();
  }
}
