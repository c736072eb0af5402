package io.millrace.api.search;

import io.millrace.api.page.PageRange;
import java.util.Set;

/**
 * A page of a search. Two requests that are equal are asked once.
 *
 * @param type the type of document
 * @param query what the documents must match, an Elasticsearch query in JSON
 * @param fields the fields that query, order and extras depend on
 * @param order the order
 * @param page the part of the result
 * @param total whether the number of all matches is wanted
 * @param pinned whether further pages must see the index as this one does
 * @param extras what is computed beside the hits
 */
public record SearchRequest(
    String type,
    String query,
    Set<String> fields,
    ResultOrder order,
    PageRange page,
    boolean total,
    boolean pinned,
    SearchExtras extras) {

  public SearchRequest {
    fields = Set.copyOf(fields);
  }
}
