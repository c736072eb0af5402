package io.millrace.api.identity;

import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import reactor.core.publisher.Mono;

/** Puts the identity of a request where its checks and fields find it. */
final class IdentityInterceptor implements WebGraphQlInterceptor, Ordered {

  private final ClientAddresses addresses;

  IdentityInterceptor(ClientAddresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    var address = addresses.of(request.getRemoteAddress(), request.getHeaders());
    return ReactiveSecurityContextHolder.getContext()
        .mapNotNull(SecurityContext::getAuthentication)
        .ofType(TokenAuthentication.class)
        .map(known -> Optional.of(known.token()))
        .defaultIfEmpty(Optional.empty())
        .flatMap(token -> chain.next(withIdentity(request, new Identity(address, token))));
  }

  private static WebGraphQlRequest withIdentity(WebGraphQlRequest request, Identity identity) {
    request.configureExecutionInput(
        (input, _) -> {
          input.getGraphQLContext().put(Identity.class, identity);
          return input;
        });
    return request;
  }
}
