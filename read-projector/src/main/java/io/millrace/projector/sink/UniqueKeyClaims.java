package io.millrace.projector.sink;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.Bucket;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.DerivedDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the entries that lead from a unique key's value to the document that holds it. A value may
 * move from one document to another within a batch or over two: the claim of the new owner and the
 * release of the old may then arrive in either order, and the script lets both end alike.
 */
final class UniqueKeyClaims {

  private static final LuaScript CLAIM =
      LuaScript.load(UniqueKeyClaims.class, "claim-unique-keys.lua");

  private final RedisLink redis;
  private final StoreNames names;
  private final String tombstoneMillis;
  private final Refusals refusals;

  UniqueKeyClaims(RedisLink redis, StoreNames names, String tombstoneMillis, Refusals refusals) {
    this.redis = redis;
    this.names = names;
    this.tombstoneMillis = tombstoneMillis;
    this.refusals = refusals;
  }

  /** Claims what the new documents hold and releases what only the stored ones held. */
  void move(DerivedDocuments documents, DocumentVersion version) {
    var keys = new ArrayList<>(documents.present().keySet());
    keys.addAll(documents.absent());
    var stored = stored(documents.model(), keys);
    var calls = new LinkedHashMap<Bucket, Claims>();
    for (var key : keys) {
      var json = documents.present().get(key);
      var held =
          json == null
              ? Map.<String, Entry>of()
              : entries(Document.of(documents.model(), key, version, json), documents.model());
      var old =
          Optional.ofNullable(stored.get(key))
              .map(document -> entries(document, documents.model()))
              .orElse(Map.of());
      held.values().forEach(entry -> add(calls, entry, "claim", key, version));
      old.forEach(
          (name, entry) -> {
            if (!held.containsKey(name)) {
              add(calls, entry, "release", key, version);
            }
          });
    }
    run(List.copyOf(calls.values()), version);
  }

  private void run(List<Claims> groups, DocumentVersion version) {
    var answers = CLAIM.run(redis, groups.stream().map(Claims::call).toList());
    for (int at = 0; at < groups.size(); at++) {
      var refused = answers.get(at);
      for (int pair = 0; pair < refused.size(); pair += 2) {
        refusals.judge(
            groups.get(at).owners().get(Integer.parseInt(refused.get(pair))),
            DocumentVersion.parse(refused.get(pair + 1)),
            version);
      }
    }
  }

  private void add(
      Map<Bucket, Claims> calls,
      Entry entry,
      String operation,
      DocumentKey owner,
      DocumentVersion version) {
    var claims =
        calls.computeIfAbsent(
            entry.bucket(),
            any -> new Claims(new ArrayList<>(), LuaScript.Call.empty().argument(tombstoneMillis)));
    claims.owners().add(owner);
    claims
        .call()
        .key(entry.name())
        .argument(operation)
        .argument(
            new StoredValue.Present(version, owner.text().getBytes(StandardCharsets.UTF_8))
                .encode());
  }

  private Map<DocumentKey, Document> stored(ReadModel model, List<DocumentKey> keys) {
    var buckets = new LinkedHashMap<Bucket, List<DocumentKey>>();
    for (var key : keys) {
      buckets.computeIfAbsent(names.bucket(key), any -> new ArrayList<>()).add(key);
    }
    List<List<KeyValue<byte[], byte[]>>> answers =
        redis.pipeline(
            commands -> {
              var futures = new ArrayList<RedisFuture<List<KeyValue<byte[], byte[]>>>>();
              for (var group : buckets.values()) {
                futures.add(
                    commands.mget(
                        group.stream()
                            .map(key -> names.document(model, key).getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new)));
              }
              return futures;
            });
    var documents = new HashMap<DocumentKey, Document>();
    int group = 0;
    for (var bucket : buckets.values()) {
      var values = answers.get(group++);
      for (int at = 0; at < bucket.size(); at++) {
        if (values.get(at).hasValue()
            && StoredValue.parse(values.get(at).getValue())
                instanceof StoredValue.Present(var version, var json)) {
          documents.put(bucket.get(at), Document.of(model, bucket.get(at), version, json));
        }
      }
    }
    return documents;
  }

  private Map<String, Entry> entries(Document document, ReadModel model) {
    var entries = new LinkedHashMap<String, Entry>();
    for (var key : model.uniqueKeys()) {
      values(document, key)
          .ifPresent(
              values -> {
                var name = names.unique(model, key, values);
                entries.put(name, new Entry(name, names.uniqueBucket(model, key, values)));
              });
    }
    return entries;
  }

  /** The texts of a unique key's fields; a null in one of them makes it unique for nothing. */
  private static Optional<List<String>> values(Document document, UniqueKey key) {
    var values = new ArrayList<String>();
    for (var field : key.fields()) {
      var value = document.value(field);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value.toString());
    }
    return Optional.of(values);
  }

  /** Where the entry of a value is. */
  private record Entry(String name, Bucket bucket) {}

  /** The claims and releases of one bucket, and whose they are. */
  private record Claims(List<DocumentKey> owners, LuaScript.Call call) {}
}
