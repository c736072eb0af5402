package io.millrace.api.search;

import io.millrace.api.page.Position;
import io.millrace.schema.document.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param rows the page's documents in order
 * @param reached the place of the last hit that was looked at, in the page's direction; null where
 *     there was none. The hits of documents that are gone are looked at, and are no rows
 * @param more whether there are further hits in the page's direction
 * @param total how many hits there are on all pages, null where nobody asked
 */
public record SearchPage(
    List<Row> rows, @Nullable Position reached, boolean more, @Nullable Long total) {

  public SearchPage {
    rows = List.copyOf(rows);
  }

  /**
   * A hit.
   *
   * @param position its place in the result
   * @param document the document
   */
  public record Row(Position position, Document document) {}
}
