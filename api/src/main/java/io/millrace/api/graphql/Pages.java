package io.millrace.api.graphql;

import io.millrace.api.page.CursorScope;
import io.millrace.api.page.DocumentConnection;
import io.millrace.api.page.DocumentConnection.Edge;
import io.millrace.api.page.DocumentConnection.PageInfo;
import io.millrace.api.page.FacetEntry;
import io.millrace.api.page.PageArguments;
import io.millrace.api.page.Position;
import io.millrace.api.search.SearchPage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes connections. */
final class Pages {

  private Pages() {}

  /** The connection of a search's page. */
  static DocumentConnection of(SearchPage page, PageArguments asked, CursorScope cursors) {
    var edges =
        page.rows().stream()
            .map(row -> new Edge(row.document(), row.position(), cursors, row.highlights()))
            .toList();
    var pageInfo =
        asked.backward()
            ? new PageInfo(
                asked.before().isPresent(), page.more(), page.reached(), last(edges), cursors)
            : new PageInfo(
                page.more(), asked.after().isPresent(), first(edges), page.reached(), cursors);
    return connection(edges, pageInfo, page.total(), page.facets());
  }

  /** The connection of a head list's page. */
  static DocumentConnection of(List<Edge> edges, int total, boolean more, CursorScope cursors) {
    return connection(
        edges,
        new PageInfo(more, false, first(edges), last(edges), cursors),
        (long) total,
        Map.of());
  }

  private static @Nullable Position first(List<Edge> edges) {
    return edges.isEmpty() ? null : edges.getFirst().position();
  }

  private static @Nullable Position last(List<Edge> edges) {
    return edges.isEmpty() ? null : edges.getLast().position();
  }

  private static DocumentConnection connection(
      List<Edge> edges,
      PageInfo pageInfo,
      @Nullable Long total,
      Map<String, List<FacetEntry>> facets) {
    // GraphQL's Int ends where a list can't be paged through any more.
    Integer count = total == null ? null : (int) Math.min(total, Integer.MAX_VALUE);
    return new DocumentConnection(edges, pageInfo, count, facets);
  }
}
