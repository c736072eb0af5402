package io.millrace.api.graphiql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the page and what it needs, under a policy that lets it load and reach nothing but this
 * server.
 *
 * @param endpoint the path that operations are sent to
 * @param tour what the page's tabs hold at first
 * @param tokens what it may send operations with
 * @param html the page
 * @param nonces one for each visit
 */
record GraphiQlPage(String endpoint, Tour tour, TryingTokens tokens, String html, Nonces nonces) {

  /** Reads the page, which takes the disk. */
  static GraphiQlPage read(String endpoint, @Nullable Path tokens) {
    try {
      var html = new ClassPathResource("graphiql.html", GraphiQlPage.class);
      return new GraphiQlPage(
          endpoint,
          Tour.read(),
          TryingTokens.read(tokens),
          html.getContentAsString(StandardCharsets.UTF_8),
          new Nonces());
    } catch (IOException e) {
      throw new UncheckedIOException("The page can't be read", e);
    }
  }

  static final String PATH = "/graphiql";

  /**
   * Content Security Policy Level 3. The editor makes style elements; {@code styles.js} gives them
   * the nonce of the page.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; connect-src 'self';"
          + " img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Map<String, MediaType> FILES =
      Map.of(
          "styles.js", new MediaType("text", "javascript"),
          "graphiql.js", new MediaType("text", "javascript"),
          "graphiql.css", new MediaType("text", "css"),
          "THIRD-PARTY.txt", MediaType.TEXT_PLAIN);

  RouterFunction<ServerResponse> routes() {
    var routes =
        RouterFunctions.route().GET(PATH, _ -> page()).GET(PATH + "/settings", this::settings);
    FILES.forEach((name, type) -> routes.GET(PATH + "/" + name, _ -> file(name, type)));
    return routes.build();
  }

  /** Of one visit: a nonce that another page knew would be none. */
  private Mono<ServerResponse> page() {
    var nonce = nonces.next();
    return answer(MediaType.TEXT_HTML)
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", POLICY.formatted(nonce))
        .bodyValue(html.replace("NONCE", nonce));
  }

  private Mono<ServerResponse> settings(ServerRequest request) {
    return answer(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .bodyValue(
            Map.of("endpoint", endpoint, "tabs", tour.tabs(), "tokens", tokens.shownTo(request)));
  }

  private static Mono<ServerResponse> file(String name, MediaType type) {
    return answer(type).bodyValue(new ClassPathResource(name, GraphiQlPage.class));
  }

  private static ServerResponse.BodyBuilder answer(MediaType type) {
    return ServerResponse.ok()
        .contentType(type)
        .cacheControl(CacheControl.noCache())
        .headers(
            headers -> {
              headers.setVary(List.of("Accept-Encoding"));
            });
  }
}
