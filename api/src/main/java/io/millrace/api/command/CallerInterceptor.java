package io.millrace.api.command;

import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Origin;
import io.millrace.api.identity.Identity;
import java.util.Optional;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/** Reads from the HTTP request who sends mutations, and the key that makes them repeatable. */
final class CallerInterceptor implements WebGraphQlInterceptor {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int LONGEST_KEY = 255;

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    var key = Optional.ofNullable(request.getHeaders().getFirst(IDEMPOTENCY_KEY));
    request.configureExecutionInput(
        (input, builder) -> {
          var subject = Identity.of(input.getGraphQLContext()).subject();
          var mutations = Origin.of(input).mutations();
          input
              .getGraphQLContext()
              .put(MutationRequest.class, new MutationRequest(subject, key, mutations));
          return input;
        });
    return chain.next(request);
  }

  /**
   * Refuses a key that could not be kept.
   *
   * @throws RequestException when it is blank or too long
   */
  static String checked(String key) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw RequestException.badInput(
          "%s: a key has from 1 to %d characters", IDEMPOTENCY_KEY, LONGEST_KEY);
    }
    return key;
  }
}
