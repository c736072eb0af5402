package io.millrace.api.graphql;

import static org.springframework.graphql.server.webflux.GraphQlRequestPredicates.graphQlHttp;
import static org.springframework.graphql.server.webflux.GraphQlRequestPredicates.graphQlSse;
import static org.springframework.web.reactive.function.server.RequestPredicates.method;

import java.util.List;
import java.util.Set;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;

/** GraphQL over HTTP, with a reason for everything that is no GraphQL request. */
record GraphQlRoute(GraphQlHttpHandler handler, String path) {

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .route(graphQlHttp(path), this::answer)
        .route(
            RequestPredicates.path(path)
                .and(graphQlSse(path).negate())
                .and(method(HttpMethod.OPTIONS).negate()),
            GraphQlRoute::refuse)
        .build();
  }

  private Mono<ServerResponse> answer(ServerRequest request) {
    return handler
        .handleRequest(request)
        .switchIfEmpty(Mono.error(() -> new ServerWebInputException("The body is empty")));
  }

  private static Mono<ServerResponse> refuse(ServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return Mono.error(new MethodNotAllowedException(request.method(), Set.of(HttpMethod.POST)));
    }
    boolean json =
        request.headers().contentType().filter(MediaType.APPLICATION_JSON::includes).isPresent();
    return Mono.error(
        json
            ? new NotAcceptableStatusException(
                List.of(MediaType.APPLICATION_GRAPHQL_RESPONSE, MediaType.APPLICATION_JSON))
            : new UnsupportedMediaTypeStatusException(
                request.headers().contentType().orElse(null), List.of(MediaType.APPLICATION_JSON)));
  }
}
