package io.millrace.api.bench;

import static java.util.stream.Collectors.joining;

import io.millrace.api.read.ReadContext;
import java.util.Locale;
import java.util.Map;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/**
 * Says how often an operation waited for each store: {@code redis=4, elasticsearch=1}. What a
 * mutation's payload reads from the primary is not in it.
 */
final class RoundTripHeader implements WebGraphQlInterceptor {

  private static final String NAME = "Millrace-Round-Trips";

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return chain
        .next(request)
        .doOnNext(
            response -> {
              ReadContext context =
                  response.getExecutionInput().getGraphQLContext().get(ReadContext.class);
              if (context != null) {
                response.getResponseHeaders().set(NAME, text(context));
              }
            });
  }

  private static String text(ReadContext context) {
    return context.roundTrips().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                "%s=%d".formatted(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue()))
        .collect(joining(", "));
  }
}
