package io.millrace.api.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Says on every answer what a browser must not do with it; a page of ours says it more exactly. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecureHeaders implements WebFilter {

  private static final String FOR_A_YEAR = "max-age=31536000";

  private final boolean strictTransport;

  /**
   * @param strictTransport whether browsers that came by HTTPS are to come so for a year
   */
  SecureHeaders(boolean strictTransport) {
    this.strictTransport = strictTransport;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    boolean secure = "https".equals(exchange.getRequest().getURI().getScheme());
    var response = exchange.getResponse();
    response.beforeCommit(
        () -> {
          add(response.getHeaders(), secure);
          return Mono.empty();
        });
    return chain.filter(exchange);
  }

  private void add(HttpHeaders headers, boolean secure) {
    setIfAbsent(headers, "X-Content-Type-Options", "nosniff");
    setIfAbsent(headers, "X-Frame-Options", "DENY");
    setIfAbsent(headers, "Referrer-Policy", "no-referrer");
    setIfAbsent(
        headers,
        "Content-Security-Policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    if (secure && strictTransport) {
      setIfAbsent(headers, "Strict-Transport-Security", FOR_A_YEAR);
    }
  }

  private static void setIfAbsent(HttpHeaders headers, String name, String value) {
    if (!headers.containsHeader(name)) {
      headers.set(name, value);
    }
  }
}
