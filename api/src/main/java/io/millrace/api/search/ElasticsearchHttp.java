package io.millrace.api.search;

import co.elastic.clients.transport.rest5_client.low_level.Cancellable;
import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseListener;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.millrace.api.error.StoreUnavailableException;
import io.millrace.api.guard.StoreGuard;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to Elasticsearch without blocking; cancelling a request aborts it. */
final class ElasticsearchHttp {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");

  private static final ResponseListener IGNORED =
      new ResponseListener() {
        @Override
        public void onSuccess(Response response) {
          // The node is told; there is nothing to do with its answer.
        }

        @Override
        public void onFailure(Exception failure) {
          // It ends by itself when its time is over.
        }
      };

  private final Rest5Client client;
  private final StoreGuard guard;

  ElasticsearchHttp(Rest5Client client, StoreGuard guard) {
    this.client = client;
    this.guard = guard;
  }

  /** A {@code _msearch} of these lines; its answer. */
  Mono<JsonNode> search(String lines) {
    var request = new Request("POST", "/_msearch");
    request.setEntity(new StringEntity(lines, NDJSON));
    return send(request);
  }

  /** Opens a point in time; its id. */
  Mono<String> openPointInTime(String path) {
    var request = new Request("POST", path);
    request.addParameter("keep_alive", SearchBody.KEEP_ALIVE);
    return send(request).map(answer -> answer.path("id").asString());
  }

  /** Closes a point in time, without anybody waiting for it. */
  void closePointInTime(String id) {
    var request = new Request("DELETE", "/_pit");
    request.setEntity(
        new StringEntity(JSON.writeValueAsString(Map.of("id", id)), ContentType.APPLICATION_JSON));
    client.performRequestAsync(request, IGNORED);
  }

  private Mono<JsonNode> send(Request request) {
    return guard
        .around(call(request))
        .onErrorMap(
            error ->
                !(error instanceof TimeoutException || error instanceof StoreUnavailableException),
            error -> new StoreUnavailableException("Elasticsearch can't be searched", error));
  }

  private Mono<JsonNode> call(Request request) {
    return Mono.create(
        sink -> {
          Cancellable call =
              client.performRequestAsync(
                  request,
                  new ResponseListener() {
                    @Override
                    public void onSuccess(Response response) {
                      try (var content = response.getEntity().getContent()) {
                        sink.success(JSON.readTree(content));
                      } catch (IOException | RuntimeException unreadable) {
                        sink.error(unreadable);
                      }
                    }

                    @Override
                    public void onFailure(Exception failure) {
                      sink.error(failure);
                    }
                  });
          sink.onCancel(call::cancel);
        });
  }
}
