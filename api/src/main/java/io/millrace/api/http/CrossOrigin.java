package io.millrace.api.http;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.WebFilter;

/** What pages of other origins may send and read, where they may ask at all. */
final class CrossOrigin {

  private static final List<String> SENT =
      List.of(
          "Accept",
          "API-Version",
          "Apollo-Require-Preflight",
          "ApolloGraphQL-Client-Name",
          "ApolloGraphQL-Client-Version",
          "Authorization",
          "Consistency-Token",
          "Content-Type",
          "GraphQL-Cost",
          "GraphQL-Require-Preflight",
          "Idempotency-Key",
          "If-None-Match",
          "Traceparent",
          "Tracestate",
          "X-Apollo-Operation-Id",
          "X-Apollo-Operation-Name");

  private static final List<String> READ =
      List.of(
          "Age",
          "API-Version",
          "Consistency-Token",
          "Deprecation",
          "ETag",
          "Link",
          "RateLimit",
          "RateLimit-Policy",
          "Retry-After",
          "Sunset",
          "WWW-Authenticate");

  private CrossOrigin() {}

  /** Stands before everything that may refuse, so that a page can read a refusal as well. */
  static WebFilter filter(CrossOriginProperties properties) {
    var rules = new CorsConfiguration();
    rules.setAllowedOrigins(properties.origins());
    rules.setAllowedMethods(List.of(HttpMethod.GET.name(), HttpMethod.POST.name()));
    rules.setAllowedHeaders(SENT);
    rules.setExposedHeaders(READ);
    rules.setMaxAge(properties.maxAge());
    return new CorsWebFilter(_ -> rules, new Processor());
  }

  /** Spring's own answers without a word. */
  private static final class Processor extends DefaultCorsProcessor {

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
      throw new RequestException(
          ErrorCode.ORIGIN_NOT_ALLOWED,
          "Pages of this origin may not ask this way; the server's operator names those that may");
    }
  }
}
