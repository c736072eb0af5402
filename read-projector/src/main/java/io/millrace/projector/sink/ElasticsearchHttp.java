package io.millrace.projector.sink;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import java.io.IOException;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Elasticsearch spoken to in plain requests: documents are finished bytes already, and a client
 * that maps objects would parse them again.
 */
public final class ElasticsearchHttp {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final Rest5Client client;

  public ElasticsearchHttp(Rest5Client client) {
    this.client = client;
  }

  /**
   * Sends a request and reads the answer, whatever its status.
   *
   * @throws StoreAwayException when there was no answer, or one that asks to come again later
   */
  public Answer send(
      String method, String path, Map<String, String> parameters, byte @Nullable [] body) {
    var request = new Request(method, path);
    request.addParameters(parameters);
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    }
    try {
      return read(perform(request));
    } catch (IOException failed) {
      throw new StoreAwayException(
          "Elasticsearch did not answer %s %s: %s".formatted(method, path, failed.getMessage()),
          failed);
    } catch (RuntimeException failed) {
      // The client wraps an interruption, after which the thread is still marked as interrupted.
      if (Thread.currentThread().isInterrupted()) {
        throw new StoreAwayException("Elasticsearch was not waited for", failed);
      }
      throw failed;
    }
  }

  /** Sends a request without parameters whose body is a JSON text. */
  public Answer send(String method, String path, @Nullable String body) {
    return send(
        method,
        path,
        Map.of(),
        body == null ? null : body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The client makes an exception of every refusal; here the callers judge those for good. */
  private Response perform(Request request) throws IOException {
    try {
      return client.performRequest(request);
    } catch (ResponseException refused) {
      int status = refused.getResponse().getStatusCode();
      if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
        throw refused;
      }
      return refused.getResponse();
    }
  }

  private static Answer read(Response response) throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return new Answer(response.getStatusCode(), JSON.nullNode());
    }
    try (var content = entity.getContent()) {
      return new Answer(response.getStatusCode(), JSON.readTree(content));
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body null's node where there is none
   */
  public record Answer(int status, JsonNode body) {

    /** Whether the request was carried out. */
    public boolean ok() {
      return status < 300;
    }

    /**
     * This answer, where it is not a refusal.
     *
     * @throws IllegalStateException with the refusal's reason
     */
    public Answer orThrow(String what) {
      if (!ok()) {
        throw new IllegalStateException(
            "Elasticsearch refused %s with status %d: %s".formatted(what, status, body));
      }
      return this;
    }
  }
}
