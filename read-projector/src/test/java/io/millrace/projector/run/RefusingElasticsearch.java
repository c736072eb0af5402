package io.millrace.projector.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A real Elasticsearch that refuses single items of bulk requests for a while, as an overloaded one
 * does: the request succeeds, what is asked for is not done.
 */
final class RefusingElasticsearch implements AutoCloseable {

  private static final Set<String> NOT_OURS =
      Set.of("connection", "host", "content-length", "expect", "upgrade", "transfer-encoding");

  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String target;
  private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();

  private RefusingElasticsearch(HttpServer server, String target) {
    this.server = server;
    this.target = target;
  }

  static RefusingElasticsearch before(String target) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var refusing = new RefusingElasticsearch(server, target);
    server.createContext("/", refusing::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return refusing;
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Refuses every item of the next bulk requests, one request with each status. */
  void refuse(Integer... statuses) {
    refusals.addAll(List.of(statuses));
  }

  /** Whether all refusals were given. */
  boolean hasRefused() {
    return refusals.isEmpty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var status = exchange.getRequestURI().getPath().equals("/_bulk") ? refusals.poll() : null;
      if (status == null) {
        forward(exchange, body);
      } else {
        answer(exchange, 200, refusal(body, status).getBytes(StandardCharsets.UTF_8));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static String refusal(byte[] body, int status) {
    var item =
        """
        {"index":{"status":%d,"error":{"type":"es_rejected_execution_exception","reason":"full"}}}"""
            .formatted(status);
    var items =
        new String(body, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("\"version_type\""))
            .map(_ -> item)
            .collect(Collectors.joining(","));
    return "{\"errors\":true,\"items\":[" + items + "]}";
  }

  private void forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    answer(exchange, answer.statusCode(), answer.body());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
