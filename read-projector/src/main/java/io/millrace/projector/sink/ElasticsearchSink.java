package io.millrace.projector.sink;

import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.derivation.DerivedDocuments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Writes what is searched to Elasticsearch in bulk requests of bounded size, with the document's
 * version as an external one. A version conflict means that a later derivation is there already.
 */
public final class ElasticsearchSink implements DocumentStore {

  private static final Logger log = LoggerFactory.getLogger(ElasticsearchSink.class);

  private static final Map<String, String> BULK =
      Map.of("filter_path", "errors,items.*.status,items.*.error.type,items.*.error.reason");

  /** How the reason of a version conflict names the version that is stored. */
  private static final Pattern STORED_VERSION = Pattern.compile("current version \\[(\\d+)]");

  private static final String INDEX_MISSING = "index_not_found_exception";

  private final ElasticsearchHttp http;
  private final StoreNames names;
  private final SearchSource source;
  private final Refusals refusals;
  private final int mostBytes;
  private final int mostItems;

  /** The indices written to since they were made visible last. */
  private final Set<String> unrefreshed = new LinkedHashSet<>();

  /**
   * @param mostBytes of one bulk request; only a single document may be larger
   * @param mostItems of one bulk request
   */
  public ElasticsearchSink(
      ElasticsearchHttp http,
      StoreNames names,
      SearchSource source,
      EpochLimit epochs,
      int mostBytes,
      int mostItems) {
    this.http = http;
    this.names = names;
    this.source = source;
    this.refusals = new Refusals("Elasticsearch", epochs);
    this.mostBytes = mostBytes;
    this.mostItems = mostItems;
  }

  @Override
  public ReadStore name() {
    return ReadStore.SEARCH;
  }

  @Override
  public void write(List<DerivedBatch> batches) {
    var bulk = new BulkRequest();
    for (var batch : batches) {
      for (var documents : batch.models()) {
        bulk = add(documents, batch.version(), bulk);
      }
    }
    send(bulk);
  }

  @Override
  public void makeVisible() {
    if (unrefreshed.isEmpty()) {
      return;
    }
    var answer =
        http.send("POST", "/" + String.join(",", unrefreshed) + "/_refresh", Map.of(), null);
    if (INDEX_MISSING.equals(answer.body().path("error").path("type").asString(""))) {
      throw new IndexGoneException(answer.body().path("error").path("reason").asString(""));
    }
    answer.orThrow("a refresh");
    if (answer.body().path("_shards").path("failed").asInt(0) > 0) {
      throw new StoreAwayException("Elasticsearch could not refresh every shard: " + answer.body());
    }
    unrefreshed.clear();
  }

  private BulkRequest add(DerivedDocuments documents, DocumentVersion version, BulkRequest begun) {
    var model = documents.model();
    var index = names.index(model);
    var bulk = begun;
    for (var entry : documents.present().entrySet()) {
      bulk = withRoom(bulk);
      bulk.index(
          index, entry.getKey(), version, source.of(model, entry.getKey(), entry.getValue()));
    }
    for (var key : documents.absent()) {
      bulk = withRoom(bulk);
      bulk.delete(index, key, version);
    }
    unrefreshed.add(index);
    return bulk;
  }

  private BulkRequest withRoom(BulkRequest bulk) {
    if (bulk.items() < mostItems && bulk.bytes() < mostBytes) {
      return bulk;
    }
    send(bulk);
    return new BulkRequest();
  }

  private void send(BulkRequest bulk) {
    if (bulk.items() == 0) {
      return;
    }
    var answer = http.send("POST", "/_bulk", BULK, bulk.body()).orThrow("a bulk request");
    if (answer.body().path("errors").asBoolean(true)) {
      judge(bulk, answer.body().path("items"));
    }
  }

  private void judge(BulkRequest bulk, JsonNode items) {
    if (items.size() != bulk.items()) {
      throw new StoreAwayException(
          "Elasticsearch answered %d of %d items".formatted(items.size(), bulk.items()));
    }
    String away = null;
    for (int at = 0; at < items.size(); at++) {
      var result = items.get(at).iterator().next();
      int status = result.path("status").asInt();
      if (status == 409) {
        refusals.judge(bulk.key(at), storedVersion(result), bulk.version(at));
      } else if (status == 429 || status >= 500) {
        away = "Elasticsearch answered an item with status %d: %s".formatted(status, result);
      } else if (INDEX_MISSING.equals(result.path("error").path("type").asString(""))) {
        throw new IndexGoneException(result.path("error").path("reason").asString(""));
      } else if ((status >= 300 && status != 404) || result.has("error")) {
        throw poison(bulk, at, result);
      }
    }
    if (away != null) {
      log.debug("{}", away);
      throw new StoreAwayException(away);
    }
  }

  private static PoisonDocumentException poison(BulkRequest bulk, int at, JsonNode result) {
    var error = result.path("error");
    return new PoisonDocumentException(
        "Elasticsearch",
        bulk.key(at),
        error.path("type").asString("") + ": " + error.path("reason").asString(""));
  }

  private static DocumentVersion storedVersion(JsonNode result) {
    var reason = result.path("error").path("reason").asString("");
    var found = STORED_VERSION.matcher(reason);
    if (!found.find()) {
      throw new IllegalStateException(
          "Elasticsearch's version conflict names no stored version: " + reason);
    }
    return new DocumentVersion(Long.parseLong(found.group(1)));
  }
}
