package io.millrace.api.search;

import io.millrace.api.page.FacetEntry;
import io.millrace.api.page.Position;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page that is searched for until it is full. The hits of documents that are gone leave gaps,
 * which further searches fill from behind the last hit looked at.
 */
final class GrowingPage {

  private final SearchRequest request;
  private final ReadModel model;

  /** By key: a document that moves between two searches is on the page once. */
  private final Map<DocumentKey, SearchPage.Row> rows = new LinkedHashMap<>();

  private List<SearchAnswer.Hit> unread = List.of();
  private @Nullable Position reached;
  private @Nullable String pointInTime;
  private @Nullable Long total;
  private Map<String, List<FacetEntry>> facets = Map.of();
  private @Nullable RuntimeException failure;
  private boolean searched;
  private boolean more = true;

  GrowingPage(SearchRequest request, ReadModel model) {
    this.request = request;
    this.model = model;
    this.pointInTime = request.page().start() == null ? null : request.page().start().pointInTime();
  }

  SearchRequest request() {
    return request;
  }

  ReadModel model() {
    return model;
  }

  /** Whether a further search may add rows. */
  boolean isOpen() {
    return failure == null && (!searched || (more && missing() > 0));
  }

  /** Whether the next search needs a point in time that nobody has opened. */
  boolean needsPointInTime() {
    return request.pinned() && pointInTime == null;
  }

  /** The point in time that the page is read in, null where it is in none. */
  @Nullable String pointInTime() {
    return pointInTime;
  }

  void readIn(String opened) {
    pointInTime = opened;
  }

  /** Whether the page ends the list in its direction, and not before another place in it. */
  boolean isLast() {
    return !more && request.page().bound() == null;
  }

  /** The next search. */
  SearchStep step() {
    return new SearchStep(
        request,
        model,
        missing(),
        reached == null ? request.page().start() : reached,
        pointInTime,
        !searched);
  }

  /** Takes the answer to the last step; its documents are to be loaded. */
  void take(SearchAnswer answer) {
    switch (answer) {
      case SearchAnswer.Hits(var hits, var further, var all, var counted) -> {
        total = searched ? total : all;
        facets = searched ? facets : counted;
        searched = true;
        more = further;
        unread = hits;
        if (!hits.isEmpty()) {
          reached = hits.getLast().position();
          pointInTime = reached.pointInTime();
        }
      }
      // Another view of the index goes on from the same place.
      case SearchAnswer.Expired _ -> pointInTime = null;
      case SearchAnswer.Failure(var reason) -> fail(reason);
    }
  }

  /** A page that could not be refilled stays short; one that was never searched has failed. */
  private void fail(RuntimeException reason) {
    if (searched) {
      return;
    }
    failure = reason;
  }

  /** The documents to load for the hits of the last answer. */
  List<DocumentKey> unread() {
    return unread.stream().map(SearchAnswer.Hit::key).toList();
  }

  /** Keeps the hits of the last answer whose documents are there. */
  void keep(Map<DocumentKey, Optional<Document>> documents) {
    for (var hit : unread) {
      documents
          .getOrDefault(hit.key(), Optional.empty())
          .ifPresent(
              document ->
                  rows.putIfAbsent(
                      hit.key(), new SearchPage.Row(hit.position(), document, hit.highlights())));
    }
    unread = List.of();
  }

  /**
   * The page as it is.
   *
   * @throws RuntimeException why it could not be searched
   */
  SearchPage page() {
    if (failure != null) {
      throw failure;
    }
    var inOrder = new ArrayList<>(rows.values());
    if (request.page().backward()) {
      Collections.reverse(inOrder);
    }
    return new SearchPage(inOrder, reached, more, total, facets);
  }

  private int missing() {
    return request.page().size() - rows.size();
  }
}
