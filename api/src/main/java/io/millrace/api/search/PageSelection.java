package io.millrace.api.search;

import java.util.Set;

/**
 * Which parts of a page a client selected: the others are not computed.
 *
 * @param total the number of all matches
 * @param cursors cursors of the page
 * @param facets the facets, by the names that the connection gives them
 * @param highlights the highlights, by the names that the edges give them
 */
public record PageSelection(
    boolean total, boolean cursors, Set<String> facets, Set<String> highlights) {

  public PageSelection {
    facets = Set.copyOf(facets);
    highlights = Set.copyOf(highlights);
  }
}
