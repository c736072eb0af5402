package io.millrace.ops.stack;

import io.millrace.ops.elasticsearch.MissingJarsException;
import io.millrace.ops.elasticsearch.NodeCommand;
import io.millrace.ops.elasticsearch.NodeInstallation;
import io.millrace.ops.elasticsearch.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A single Elasticsearch node in a JVM of its own, without security, on plain HTTP. */
public final class ElasticsearchServer extends LocalServer {

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final StackSettings.Heap heap;
  private @Nullable NodeCommand command;

  ElasticsearchServer(ServerPlace place, StackSettings.Heap heap) {
    super(place, "TERM");
    this.heap = heap;
  }

  /** {@code http://127.0.0.1:port}, as curl takes it. */
  @Override
  public String uri() {
    return "http://" + HOST + ":" + port();
  }

  /**
   * Deletes the indices whose names fit a pattern such as {@code product-*}, and their aliases with
   * them; hidden ones stay unless the pattern begins with a dot.
   */
  public void deleteIndices(String pattern) {
    // Asked for by name: the server refuses to delete by wildcard.
    String names =
        request("GET", "/_cat/indices/" + pattern + "?h=index&expand_wildcards=open,closed")
            .body()
            .strip()
            .lines()
            .map(String::strip)
            .reduce((left, right) -> left + "," + right)
            .orElse("");
    if (!names.isEmpty()) {
      HttpResponse<String> answer = request("DELETE", "/" + names);
      if (answer.statusCode() != 200) {
        throw new StackException("Elasticsearch did not delete " + names + ": " + answer.body());
      }
    }
  }

  @Override
  List<String> prepare() throws IOException {
    ServerPlace place = place();
    try {
      NodeCommand prepared =
          NodeInstallation.locate()
              .command(
                  new NodeSettings(
                      place.data().resolve("home"),
                      place.data().resolve("data"),
                      place.logs(),
                      port(),
                      heap.initialMegabytes(),
                      heap.maxMegabytes(),
                      place.shortLived(),
                      Platform.cache(),
                      Map.of()));
      command = prepared;
      return prepared.words();
    } catch (MissingJarsException missing) {
      throw new StackException(String.valueOf(missing.getMessage()), missing);
    }
  }

  /** A node answers before it has opened its indices: it is ready when every primary shard is. */
  @Override
  boolean answers() {
    if (!listens()) {
      return false;
    }
    try {
      return request("GET", "/_cluster/health?timeout=1s&wait_for_status=yellow").statusCode()
          == 200;
    } catch (StackException notYet) {
      return false;
    }
  }

  @Override
  void afterStop() throws IOException {
    if (command != null) {
      command.archive().keep();
    }
  }

  private HttpResponse<String> request(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri() + path))
            .timeout(REQUEST_LIMIT)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new StackException("Elasticsearch does not answer on port " + port(), failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while Elasticsearch was asked", interruption);
    }
  }
}
