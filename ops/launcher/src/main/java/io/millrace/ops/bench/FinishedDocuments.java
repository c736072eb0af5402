package io.millrace.ops.bench;

import io.lettuce.core.RedisFuture;
import io.millrace.projector.sink.ElasticsearchHttp;
import io.millrace.projector.sink.RedisLink;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Document;
import io.millrace.schema.document.SearchDocument;
import io.millrace.schema.document.StoredValue;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.derivation.DerivedBatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documents as both stores get them, finished beforehand: writing them plainly is the ceiling
 * of what a projector can reach on these servers.
 */
final class FinishedDocuments {

  private final List<byte[]> bulks = new ArrayList<>();
  private final List<List<Pair>> pipelines = new ArrayList<>();
  private final StoreNames names;
  private final int bulkItems;
  private final int bulkBytes;
  private ByteArrayOutputStream bulk = new ByteArrayOutputStream();
  private int items;
  private int documents;
  private long bytes;

  FinishedDocuments(StoreNames names, int bulkItems, int bulkBytes) {
    this.names = names;
    this.bulkItems = bulkItems;
    this.bulkBytes = bulkBytes;
  }

  private record Pair(byte[] key, byte[] value) {}

  int documents() {
    return documents;
  }

  long bytes() {
    return bytes;
  }

  /** Adds the documents of a batch: a pipeline, and a part of a bulk request. */
  void add(ReadModel model, DerivedBatch batch) {
    var writer = SearchDocument.of(model);
    var pipeline = new ArrayList<Pair>();
    batch
        .of(model.type())
        .present()
        .forEach(
            (key, json) -> {
              documents++;
              bytes += json.length;
              pipeline.add(
                  new Pair(
                      names.document(model, key).getBytes(StandardCharsets.UTF_8),
                      new StoredValue.Present(batch.version(), json).encode()));
              var action = Map.of("index", Map.of("_index", names.index(model), "_id", key.text()));
              bulk.writeBytes(JsonMapper.shared().writeValueAsBytes(action));
              bulk.write('\n');
              bulk.writeBytes(writer.write(Document.of(model, key, batch.version(), json)));
              bulk.write('\n');
              if (++items == bulkItems || bulk.size() >= bulkBytes) {
                finish();
              }
            });
    finish();
    pipelines.add(pipeline);
  }

  /** Requests end with their batch, as the projector's do. */
  private void finish() {
    if (items > 0) {
      bulks.add(bulk.toByteArray());
      bulk = new ByteArrayOutputStream();
      items = 0;
    }
  }

  void writeTo(ElasticsearchHttp elasticsearch) {
    for (var body : bulks) {
      var answer =
          elasticsearch
              .send("POST", "/_bulk", Map.of("filter_path", "errors"), body)
              .orThrow("a bulk request");
      if (answer.body().path("errors").asBoolean(true)) {
        throw new IllegalStateException("Elasticsearch refused documents: " + answer.body());
      }
    }
    elasticsearch.send("POST", "/" + names.stateIndex() + "-*/_refresh", null).orThrow("a refresh");
  }

  void writeTo(RedisLink redis) {
    for (var pipeline : pipelines) {
      redis.<String>pipeline(
          commands -> {
            var answers = new ArrayList<RedisFuture<String>>(pipeline.size());
            pipeline.forEach(pair -> answers.add(commands.set(pair.key(), pair.value())));
            return answers;
          });
    }
  }
}
