package io.millrace.api.search;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.store.StoreNames;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/** Writes searches as the lines of a {@code _msearch}. */
final class SearchBody {

  /** How long a point in time is kept from the last page that was read of it. */
  static final String KEEP_ALIVE = "1m";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final StoreNames names;
  private final Duration timeout;

  SearchBody(StoreNames names, Duration timeout) {
    this.names = names;
    this.timeout = timeout;
  }

  /** One search of a {@code _msearch}: its header and its body, a line each. */
  String lines(SearchStep step) {
    var request = step.request();
    var header = JsonNodeFactory.instance.objectNode();
    if (step.pointInTime() == null) {
      header.put("index", names.index(step.model()));
    }
    // Half an answer that looks like a whole one would be cached as one.
    header.put("allow_partial_search_results", false);

    var body = JsonNodeFactory.instance.objectNode();
    body.putRawValue("query", new RawValue(request.query()));
    body.set("sort", request.order().sort(step.model(), request.page().backward()));
    // One more than is missing tells whether there is a further one.
    body.put("size", step.size() + 1);
    body.put("_source", false);
    body.put("track_total_hits", step.first() && request.total());
    body.put("timeout", timeout.toMillis() + "ms");
    request.extras().addTo(body, step.first());
    if (step.start() != null) {
      body.set("search_after", JSON.valueToTree(step.start().sortValues()));
    }
    if (step.pointInTime() != null) {
      body.putObject("pit").put("id", step.pointInTime()).put("keep_alive", KEEP_ALIVE);
    }
    return JSON.writeValueAsString(header) + "\n" + JSON.writeValueAsString(body) + "\n";
  }

  /** The address at which a point in time over a read model's index is opened. */
  String pointInTimePath(ReadModel model) {
    return "/" + names.index(model) + "/_pit";
  }
}
