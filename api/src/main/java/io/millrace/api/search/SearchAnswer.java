package io.millrace.api.search;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.error.StoreUnavailableException;
import io.millrace.api.page.Position;
import io.millrace.schema.key.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Elasticsearch's answer to one request of a {@code _msearch}.
 *
 * @param hits the page's hits
 * @param more whether there was one more than the page has
 * @param total how many match, null where nobody asked
 * @param failure why there is no answer, null where there is one
 */
record SearchAnswer(
    List<Hit> hits, boolean more, @Nullable Long total, @Nullable RuntimeException failure) {

  /** A hit: which document, and where in the order. */
  record Hit(DocumentKey key, Position position) {}

  /** The answers to the requests, in the requests' order. */
  static List<SearchAnswer> read(List<SearchRequest> requests, JsonNode answer) {
    var responses = answer.path("responses");
    var answers = new ArrayList<SearchAnswer>();
    for (int at = 0; at < requests.size(); at++) {
      answers.add(read(requests.get(at), responses.path(at)));
    }
    return answers;
  }

  private static SearchAnswer read(SearchRequest request, JsonNode response) {
    if (response.has("error")) {
      return new SearchAnswer(List.of(), false, null, failure(request, response));
    }
    var pointInTime = response.has("pit_id") ? response.path("pit_id").asString() : null;
    var hits = new ArrayList<Hit>();
    for (var hit : response.path("hits").path("hits")) {
      if (hits.size() == request.size()) {
        break;
      }
      hits.add(
          new Hit(
              new DocumentKey(request.type(), hit.path("_id").asString()),
              new Position(sortValues(hit.path("sort")), pointInTime)));
    }
    boolean more = response.path("hits").path("hits").size() > request.size();
    var total = request.total() ? response.path("hits").path("total").path("value").asLong() : null;
    return new SearchAnswer(hits, more, total, null);
  }

  private static List<@Nullable Object> sortValues(JsonNode sort) {
    var values = new ArrayList<@Nullable Object>();
    for (var value : sort) {
      values.add(
          value.isNull()
              ? null
              : value.isIntegralNumber()
                  ? (Object) value.asLong()
                  : value.isNumber() ? (Object) value.asDouble() : value.asString());
    }
    return values;
  }

  private static RuntimeException failure(SearchRequest request, JsonNode response) {
    if (request.pointInTime() != null && response.path("status").asInt() == 404) {
      return new RequestException(
          ErrorCode.INVALID_CURSOR,
          "The cursor has expired: pages by relevance are kept for a minute; begin again without"
              + " 'after'");
    }
    return new StoreUnavailableException(
        "Elasticsearch refused a search of " + request.type(),
        new IllegalStateException(response.path("error").toString()));
  }
}
