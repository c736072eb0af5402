package io.millrace.api.graphiql;

import java.util.List;
import java.util.Map;
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
 */
record GraphiQlPage(String endpoint, Tour tour) {

  static final String PATH = "/graphiql";

  /**
   * Content Security Policy Level 3. Styles may stand in the page: the editor measures text with
   * style elements of its own making; scripts may not.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self';"
          + " img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Map<String, MediaType> FILES =
      Map.of(
          "graphiql.js", new MediaType("text", "javascript"),
          "graphiql.css", new MediaType("text", "css"),
          "THIRD-PARTY.txt", MediaType.TEXT_PLAIN);

  RouterFunction<ServerResponse> routes() {
    var routes =
        RouterFunctions.route()
            .GET(PATH, _ -> file("graphiql.html", MediaType.TEXT_HTML))
            .GET(PATH + "/settings", this::settings);
    FILES.forEach((name, type) -> routes.GET(PATH + "/" + name, _ -> file(name, type)));
    return routes.build();
  }

  private Mono<ServerResponse> settings(ServerRequest request) {
    return answer(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("endpoint", endpoint, "tabs", tour.tabs()));
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
              headers.set("Content-Security-Policy", POLICY);
              headers.set("X-Content-Type-Options", "nosniff");
              headers.set("Referrer-Policy", "no-referrer");
              headers.setVary(List.of("Accept-Encoding"));
            });
  }
}
