package io.millrace.api.page;

import io.millrace.schema.document.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of documents. Its components are the fields of every connection type.
 *
 * @param edges the documents with their cursors
 * @param pageInfo where the page stands
 * @param totalCount how many documents there are on all pages, null where nobody asked
 * @param facets how many documents on all pages have which values, by facet, as far as somebody
 *     asked
 */
public record DocumentConnection(
    List<Edge> edges,
    PageInfo pageInfo,
    @Nullable Integer totalCount,
    Map<String, List<FacetEntry>> facets) {

  public DocumentConnection {
    edges = List.copyOf(edges);
    facets = Map.copyOf(facets);
  }

  /** The documents. */
  public List<Document> nodes() {
    return edges.stream().map(Edge::node).toList();
  }

  /**
   * A document on a page.
   *
   * @param node the document
   * @param position its place in the list
   * @param cursors the list's cursors
   * @param highlights where words were found in it, by field; null where nobody asked
   */
  public record Edge(
      Document node,
      Position position,
      CursorScope cursors,
      @Nullable Map<String, List<String>> highlights) {

    /** Sealed when it is asked for: most clients want the page's last cursor only. */
    public String cursor() {
      return cursors.seal(position);
    }
  }

  /**
   * Where a page stands.
   *
   * @param hasNextPage whether there is a further page
   * @param hasPreviousPage whether there is an earlier page
   * @param first the place of the page's first edge, or of the first row looked at on the way back;
   *     null where there is none
   * @param last the place of the page's last edge, or of the last row looked at on the way forward;
   *     null where there is none
   * @param cursors the list's cursors
   */
  public record PageInfo(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable Position first,
      @Nullable Position last,
      CursorScope cursors) {

    /** The cursor before which an earlier page ends. */
    public @Nullable String startCursor() {
      return first == null ? null : cursors.seal(first);
    }

    /** The cursor after which a further page begins. */
    public @Nullable String endCursor() {
      return last == null ? null : cursors.seal(last);
    }
  }
}
