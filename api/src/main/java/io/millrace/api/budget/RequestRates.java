package io.millrace.api.budget;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.identity.ClientAddresses;
import io.millrace.api.identity.Identity;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts requests, whatever they cost: those of an address before anything of them is read, the
 * operations of a client before its document is looked at. Each node counts for itself, since a
 * question to another server would cost more than most of what is refused.
 */
final class RequestRates implements WebFilter, WebGraphQlInterceptor, Ordered {

  private final RateProperties properties;
  private final LocalBuckets counts;
  private final ClientAddresses addresses;
  private final String path;

  /**
   * @param path where GraphQL is answered
   */
  RequestRates(
      RateProperties properties, LocalBuckets counts, ClientAddresses addresses, String path) {
    this.properties = properties;
    this.counts = counts;
    this.addresses = addresses;
    this.path = path;
  }

  /** Right behind the identity, which it asks. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 50;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (properties.addressPerSecond() == 0
        // Each version has a path of its own, which ends like the newest one's.
        || !exchange.getRequest().getPath().value().endsWith(path)) {
      return chain.filter(exchange);
    }
    var request = exchange.getRequest();
    return Mono.fromRunnable(
            () ->
                count(
                    "address:" + addresses.of(request.getRemoteAddress(), request.getHeaders()),
                    "This address",
                    new BucketSize(properties.addressBurst(), properties.addressPerSecond())))
        .then(Mono.defer(() -> chain.filter(exchange)));
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    if (properties.clientPerSecond() > 0) {
      // Asked when the identity is in the context, and before the document is looked at.
      request.configureExecutionInput(
          (input, _) -> {
            count(
                "client of " + Identity.of(input.getGraphQLContext()).client(),
                "This client",
                new BucketSize(properties.clientBurst(), properties.clientPerSecond()));
            return input;
          });
    }
    return chain.next(request);
  }

  private void count(String owner, String who, BucketSize size) {
    var filling = counts.pour(owner, 1, size);
    if (!filling.admitted()) {
      long seconds = Math.max(1, size.seconds(1 - filling.available()));
      throw RequestException.tryAgain(
          ErrorCode.RATE_LIMITED,
          "%s sends too many requests: try again in %d s".formatted(who, seconds),
          seconds);
    }
  }
}
