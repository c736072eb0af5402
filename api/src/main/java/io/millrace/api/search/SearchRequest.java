package io.millrace.api.search;

import io.millrace.api.page.Position;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search. Two requests that are equal are asked once.
 *
 * @param type the type of document
 * @param query what the documents must match, an Elasticsearch query in JSON
 * @param fields the fields that query and order depend on
 * @param order the order
 * @param size how many rows
 * @param after the place after which the page begins, null for the first page
 * @param total whether the number of all matches is wanted
 * @param pinned whether further pages must see the index as this one does
 */
public record SearchRequest(
    String type,
    String query,
    Set<String> fields,
    ResultOrder order,
    int size,
    @Nullable Position after,
    boolean total,
    boolean pinned) {

  public SearchRequest {
    fields = Set.copyOf(fields);
  }

  /** The point in time that an earlier page pinned, null where there is none. */
  @Nullable String pointInTime() {
    return after == null ? null : after.pointInTime();
  }

  /** Whether a point in time has to be opened for it. */
  boolean needsPointInTime() {
    return pinned && pointInTime() == null;
  }
}
