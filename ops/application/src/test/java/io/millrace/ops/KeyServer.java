package io.millrace.ops;

import com.sun.net.httpserver.HttpServer;
import io.millrace.ops.identity.DevelopmentIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Publishes the keys of a machine's own issuer at an address, for an API in production mode, which
 * takes no keys from a file.
 */
final class KeyServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, String> issuer;

  /**
   * @param folder where the issuer's key is
   */
  KeyServer(Path folder) throws IOException {
    issuer = DevelopmentIssuer.in(folder).properties();
    var keys = Files.readAllBytes(Path.of(issuer.get("millrace.api.identity.development-keys")));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
          }
        });
    server.start();
  }

  /** What an API is told to trust it. */
  Map<String, String> environment() {
    return Map.of(
        "MILLRACE_API_IDENTITY_ISSUER",
        issuer.get("millrace.api.identity.issuer"),
        "MILLRACE_API_IDENTITY_AUDIENCE",
        issuer.get("millrace.api.identity.audience"),
        "MILLRACE_API_IDENTITY_JWKSETURI",
        "http://localhost:%d/keys".formatted(server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
