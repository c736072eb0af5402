package io.millrace.projector.sink;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.store.Bucket;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.derivation.DerivedDocuments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes documents to Redis: one script call for each read model and bucket, all of a batch in one
 * pipeline. What is gone leaves a tombstone with its version, so that older work can't bring it
 * back.
 */
public final class RedisSink implements DocumentStore {

  /** Documents of one script call, which blocks Redis while it runs. */
  private static final int MOST_DOCUMENTS_OF_A_CALL = 500;

  private static final LuaScript WRITE = LuaScript.load(RedisSink.class, "write-documents.lua");

  private final RedisLink redis;
  private final StoreNames names;
  private final String tombstoneMillis;
  private final Refusals refusals;
  private final UniqueKeyClaims claims;

  /**
   * @param tombstones how long a tombstone is kept
   */
  public RedisSink(RedisLink redis, StoreNames names, Duration tombstones, EpochLimit epochs) {
    this.redis = redis;
    this.names = names;
    this.tombstoneMillis = Long.toString(tombstones.toMillis());
    this.refusals = new Refusals("Redis", epochs);
    this.claims = new UniqueKeyClaims(redis, names, tombstoneMillis, refusals);
  }

  @Override
  public ReadStore name() {
    return ReadStore.LOOKUP;
  }

  @Override
  public void write(List<DerivedBatch> batches) {
    batches.forEach(this::write);
  }

  private void write(DerivedBatch batch) {
    // First the unique keys: they are released by what the old documents held, so after a crash in
    // between, the old documents must still be there to be read again.
    for (var documents : batch.models()) {
      if (!documents.model().uniqueKeys().isEmpty()) {
        claims.move(documents, batch.version());
      }
    }
    var groups = new ArrayList<Group>();
    for (var documents : batch.models()) {
      groups.addAll(group(documents, batch.version()));
    }
    var answers = WRITE.run(redis, groups.stream().map(Group::call).toList());
    for (int at = 0; at < groups.size(); at++) {
      judge(groups.get(at), answers.get(at), batch.version());
    }
  }

  @Override
  public void makeVisible() {
    // A document is visible as soon as it is written.
  }

  private List<Group> group(DerivedDocuments documents, DocumentVersion version) {
    var open = new HashMap<Bucket, Group>();
    var groups = new ArrayList<Group>();
    documents
        .present()
        .forEach(
            (key, json) ->
                add(documents.model(), key, new StoredValue.Present(version, json), open, groups));
    var tombstone = new StoredValue.Tombstone(version);
    documents.absent().forEach(key -> add(documents.model(), key, tombstone, open, groups));
    return groups;
  }

  private void add(
      ReadModel model,
      DocumentKey key,
      StoredValue value,
      Map<Bucket, Group> open,
      List<Group> groups) {
    var bucket = names.bucket(key);
    var group = open.get(bucket);
    if (group == null || group.documents().size() == MOST_DOCUMENTS_OF_A_CALL) {
      var call =
          LuaScript.Call.empty().key(names.liveCount(model, bucket)).argument(tombstoneMillis);
      group = new Group(new ArrayList<>(), call);
      open.put(bucket, group);
      groups.add(group);
    }
    group.documents().add(key);
    group.call().key(names.document(model, key)).argument(value.encode());
  }

  private void judge(Group group, List<String> refused, DocumentVersion version) {
    for (int at = 0; at < refused.size(); at += 2) {
      var key = group.documents().get(Integer.parseInt(refused.get(at)));
      refusals.judge(key, DocumentVersion.parse(refused.get(at + 1)), version);
    }
  }

  /** The documents of one call, in its keys' order. */
  private record Group(List<DocumentKey> documents, LuaScript.Call call) {}
}
