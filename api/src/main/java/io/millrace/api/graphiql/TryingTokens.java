package io.millrace.api.graphiql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens of those as whom a developer tries operations, by the names that operations give them in a
 * comment: {@code # as: staff}.
 *
 * @param byCaller the tokens
 */
record TryingTokens(Map<String, String> byCaller) {

  /**
   * What a page has for its host that only this machine shows. Under any other name, a page of
   * somebody else's may have led the browser here (DNS rebinding).
   */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * What a browser sends for another page, or a proxy for another machine. A browser sends no
   * {@code Origin} with a page's GET to its own server.
   */
  private static final List<String> FROM_ELSEWHERE =
      List.of("Origin", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  TryingTokens {
    byCaller = Map.copyOf(byCaller);
  }

  /** Reads them from a file; there are none where there is no file. */
  static TryingTokens read(@Nullable Path file) throws IOException {
    if (file == null) {
      return new TryingTokens(Map.of());
    }
    try {
      return new TryingTokens(
          JsonMapper.shared().readValue(Files.readString(file), new TypeReference<>() {}));
    } catch (JacksonException e) {
      throw new IOException(
          "millrace.api.graphiql.tokens: %s is no JSON object of tokens by caller".formatted(file),
          e);
    }
  }

  /**
   * What the page is given that sent a request: everything where it is this server's own, in a
   * browser of this machine, whoever uses that; else nothing.
   */
  Map<String, String> shownTo(ServerRequest request) {
    return isFromHere(request) ? byCaller : Map.of();
  }

  private static boolean isFromHere(ServerRequest request) {
    var remote = request.remoteAddress().map(InetSocketAddress::getAddress);
    var headers = request.headers();
    var host = headers.host();
    var site = headers.firstHeader("Sec-Fetch-Site");
    return remote.filter(InetAddress::isLoopbackAddress).isPresent()
        && host != null
        && THIS_MACHINE.contains(host.getHostString())
        && (site == null || site.equals("same-origin"))
        && FROM_ELSEWHERE.stream().noneMatch(name -> headers.firstHeader(name) != null);
  }
}
