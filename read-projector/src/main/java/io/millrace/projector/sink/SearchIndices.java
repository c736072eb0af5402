package io.millrace.projector.sink;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.IndexMapping;
import io.millrace.schema.document.IndexSettings;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.StoreNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The search index of each version of a read model, and the alias that names the live one. */
public final class SearchIndices {

  /** Above what Elasticsearch and operators use for general patterns. */
  private static final int TEMPLATE_PRIORITY = 500;

  private final ElasticsearchHttp http;
  private final StoreNames names;
  private final IndexSettings settings;

  public SearchIndices(ElasticsearchHttp http, StoreNames names, IndexSettings settings) {
    this.http = http;
    this.names = names;
    this.settings = settings;
  }

  /** Whether the model's index is there. */
  public boolean exists(ReadModel model) {
    return http.send("GET", "/" + names.index(model), Map.of("filter_path", "*.aliases"), null)
        .ok();
  }

  /**
   * Lets no write make an index of the source: one that was deleted would come back with guessed
   * mappings and a part of its documents. A {@code require_alias} on the write would not do, since
   * a versioned delete makes indices too and knows no such condition.
   */
  public void forbidMakingByWrites() {
    var source = names.stateIndex();
    var template =
        Map.of(
            "index_patterns",
            List.of(source, source + "-*"),
            "priority",
            TEMPLATE_PRIORITY,
            "allow_auto_create",
            false);
    http.send("PUT", "/_index_template/" + source, JsonMapper.shared().writeValueAsString(template))
        .orThrow("the index template " + source);
  }

  /** Makes the model's index where it is not there, and makes it live where no other is. */
  public void prepare(ReadModel model) {
    if (!exists(model)) {
      http.send("PUT", "/" + names.index(model), IndexMapping.of(model).createIndex(settings))
          .orThrow("making the index " + names.index(model));
    }
    if (http.send("GET", "/_alias/" + names.alias(model), null).status() == 404) {
      makeLive(model);
    }
  }

  /** Points the model's alias to this version's index, and to no other, in one step. */
  public void makeLive(ReadModel model) {
    var alias = names.alias(model);
    var actions =
        Map.of(
            "actions",
            List.of(
                Map.of(
                    "remove", Map.of("index", alias + "-*", "alias", alias, "must_exist", false)),
                Map.of("add", Map.of("index", names.index(model), "alias", alias))));
    http.send("POST", "/_aliases", JsonMapper.shared().writeValueAsString(actions))
        .orThrow("setting the alias " + alias);
  }

  /** How many documents of the model can be found. */
  public long count(ReadModel model) {
    return http.send("GET", "/" + names.index(model) + "/_count", null)
        .orThrow("a count")
        .body()
        .path("count")
        .asLong();
  }

  /** A portion of the keys that the index holds, after {@code last} in the order of their texts. */
  public List<DocumentKey> keys(ReadModel model, Optional<DocumentKey> last, int limit) {
    var body = new java.util.LinkedHashMap<String, @Nullable Object>();
    body.put("size", limit);
    body.put("_source", false);
    body.put("sort", List.of(Map.of("key", "asc")));
    body.put("track_total_hits", false);
    last.ifPresent(key -> body.put("search_after", List.of(key.text())));
    var hits =
        http.send(
                "POST",
                "/" + names.index(model) + "/_search",
                Map.of("filter_path", "hits.hits._id"),
                JsonMapper.shared().writeValueAsString(body).getBytes(StandardCharsets.UTF_8))
            .orThrow("a walk over the index")
            .body()
            .path("hits")
            .path("hits");
    var keys = new ArrayList<DocumentKey>();
    hits.forEach(hit -> keys.add(new DocumentKey(model.type(), hit.path("_id").asString())));
    return keys;
  }

  /** Deletes every index of these models' versions and what the source keeps beside them. */
  public void deleteAll(Collection<ReadModel> models) {
    // By the names that exist: a cluster may forbid wildcards in deletions.
    var patterns = new ArrayList<String>();
    patterns.add(names.stateIndex());
    models.forEach(model -> patterns.add(names.alias(model) + "-*"));
    var found =
        http.send(
            "GET",
            "/" + String.join(",", patterns),
            Map.of("ignore_unavailable", "true", "filter_path", "*.aliases"),
            null);
    found
        .body()
        .propertyNames()
        .forEach(
            index -> http.send("DELETE", "/" + index, null).orThrow("deleting the index " + index));
  }
}
