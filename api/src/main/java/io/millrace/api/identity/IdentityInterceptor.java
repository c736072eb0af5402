package io.millrace.api.identity;

import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/** Puts the identity of a request where its checks and fields find it. */
final class IdentityInterceptor implements WebGraphQlInterceptor, Ordered {

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    var identity = new Identity(ClientAddress.of(request.getRemoteAddress()), Optional.empty());
    request.configureExecutionInput(
        (input, _) -> {
          input.getGraphQLContext().put(Identity.class, identity);
          return input;
        });
    return chain.next(request);
  }
}
