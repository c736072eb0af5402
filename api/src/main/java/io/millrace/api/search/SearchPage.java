package io.millrace.api.search;

import io.millrace.api.page.FacetEntry;
import io.millrace.api.page.Position;
import io.millrace.schema.document.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param rows the page's documents in order
 * @param reached the place of the last hit that was looked at, in the page's direction; null where
 *     there was none. The hits of documents that are gone are looked at, and are no rows
 * @param more whether there are further hits in the page's direction
 * @param total how many hits there are on all pages, null where nobody asked
 * @param facets what was counted over all hits, by the names of the facets that were asked for
 */
public record SearchPage(
    List<Row> rows,
    @Nullable Position reached,
    boolean more,
    @Nullable Long total,
    Map<String, List<FacetEntry>> facets) {

  public SearchPage {
    rows = List.copyOf(rows);
    facets = Map.copyOf(facets);
  }

  /**
   * A hit.
   *
   * @param position its place in the result
   * @param document the document
   * @param highlights where words were found, by name; null where there are none to find
   */
  public record Row(
      Position position, Document document, @Nullable Map<String, List<String>> highlights) {}
}
