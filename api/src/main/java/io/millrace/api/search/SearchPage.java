package io.millrace.api.search;

import io.millrace.api.page.Position;
import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param rows the page's hits in order
 * @param more whether there are further ones
 * @param total how many there are on all pages, null where nobody asked
 */
public record SearchPage(List<Row> rows, boolean more, @Nullable Long total) {

  public SearchPage {
    rows = List.copyOf(rows);
  }

  /**
   * A hit.
   *
   * @param key the document's key
   * @param position its place in the result
   * @param document the document, empty where it is gone since the index saw it
   */
  public record Row(DocumentKey key, Position position, Optional<Document> document) {}
}
