package io.millrace.ops.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends operations of callers. */
final class Asking {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Of time, of the connection, and of what is left of a budget. */
  private static final List<String> NOT_COMPARED =
      List.of("date", "ratelimit", "ratelimit-policy", "retry-after", ":status");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI graphql;

  Asking(URI graphql) {
    this.graphql = graphql;
  }

  /** What an operation of a caller is answered, its cost among it. */
  Reply ask(AccessDomain.Caller caller, String document) {
    return send(caller, document, "report");
  }

  /** Whether an operation of a caller would run, which it does not. */
  Reply wouldRun(AccessDomain.Caller caller, String document) {
    return send(caller, document, "validate");
  }

  private Reply send(AccessDomain.Caller caller, String document, String costs) {
    var request =
        HttpRequest.newBuilder(graphql)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json")
            .header("GraphQL-Cost", costs);
    caller.headers().forEach(request::header);
    try {
      var response =
          http.send(
              request
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          JSON.writeValueAsString(Map.of("query", document))))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      var headers = new TreeMap<>(response.headers().map());
      headers.keySet().removeIf(name -> NOT_COMPARED.contains(name));
      var body = JSON.readTree(response.body());
      boolean throttled =
          body.path("extensions").path("cost") instanceof ObjectNode cost
              && cost.remove("throttleStatus") != null;
      if (throttled) {
        headers.remove("content-length");
      }
      return new Reply(response.statusCode(), headers, body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
