package io.millrace.api.read;

import io.lettuce.core.KeyValue;
import io.millrace.api.rule.Viewer;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.StoreNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The documents that the projector wrote to Redis. */
final class PublishedDocuments {

  /**
   * What Redis says about a batch of keys.
   *
   * @param known the documents, and empty where Redis knows that there is none
   * @param unknown the keys that only Postgres can tell about
   */
  record Answer(Map<DocumentKey, Optional<Document>> known, Set<DocumentKey> unknown) {

    /**
     * What a caller is told of it. Where documents are hidden, those that are not shown are
     * unknown, whatever the reason, so that what is hidden, gone or never was goes one way from
     * here.
     */
    Answer seenBy(Viewer viewer) {
      if (known.keySet().stream().allMatch(key -> viewer.of(key.type()).isAll())) {
        return this;
      }
      var shown = new HashMap<DocumentKey, Optional<Document>>();
      var others = new HashSet<>(unknown);
      known.forEach(
          (key, document) -> {
            var visible = viewer.of(key.type());
            if (visible.isAll() || document.filter(visible::shows).isPresent()) {
              shown.put(key, document);
            } else {
              others.add(key);
            }
          });
      return new Answer(shown, others);
    }
  }

  private final Catalog catalog;
  private final StoreNames names;
  private final RedisConnection redis;

  PublishedDocuments(Catalog catalog, StoreNames names, RedisConnection redis) {
    this.catalog = catalog;
    this.names = names;
    this.redis = redis;
  }

  Mono<Answer> find(Collection<DocumentKey> keys, ReadContext context) {
    var ordered = List.copyOf(keys);
    var redisKeys = new ArrayList<byte[]>(ordered.size());
    for (var key : ordered) {
      var model = catalog.readModel(key.type());
      redisKeys.add(names.document(model, key).getBytes(StandardCharsets.UTF_8));
    }
    return redis.values(redisKeys, context).map(values -> answer(ordered, values));
  }

  private Answer answer(List<DocumentKey> keys, List<KeyValue<byte[], byte[]>> values) {
    var known = new HashMap<DocumentKey, Optional<Document>>();
    var unknown = new HashSet<DocumentKey>();
    for (int at = 0; at < keys.size(); at++) {
      var key = keys.get(at);
      var stored = stored(values.get(at));
      switch (stored) {
        case StoredValue.Present(var version, var json) ->
            known.put(
                key, Optional.of(Document.of(catalog.readModel(key.type()), key, version, json)));
        case StoredValue.Tombstone _ -> known.put(key, Optional.empty());
        case StoredValue.AskPostgres _ -> unknown.add(key);
        case null -> unknown.add(key);
      }
    }
    return new Answer(known, unknown);
  }

  private static @Nullable StoredValue stored(KeyValue<byte[], byte[]> value) {
    return value.hasValue() ? StoredValue.parse(value.getValue()) : null;
  }
}
