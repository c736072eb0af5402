package io.millrace.api.identity;

import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the token of a request from its header {@code Authorization}, and from nowhere else: what a
 * browser sends by itself, or what stands in addresses and logs, proves nothing. A request whose
 * token is not good is refused with its answer to the same for all reasons.
 */
final class BearerTokens
    implements ServerAuthenticationConverter, ServerAuthenticationFailureHandler {

  private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

  private final ServerBearerTokenAuthenticationConverter header =
      new ServerBearerTokenAuthenticationConverter();

  /** Nothing where the request shows no token. */
  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION).size() > 1
        ? Mono.error(
            new OAuth2AuthenticationException(
                BearerTokenErrors.invalidToken("Several headers Authorization")))
        : header.convert(exchange);
  }

  @Override
  public Mono<Void> onAuthenticationFailure(
      WebFilterExchange exchange, AuthenticationException failure) {
    if (causedByIssuer(failure)) {
      return Mono.error(
          RequestException.tryAgain(
              ErrorCode.ISSUER_UNAVAILABLE,
              "The bearer token can't be verified now: try again later",
              1));
    }
    // The reason is for operators: it would tell a forger how far he came.
    LOG.debug("A bearer token was refused: {}", failure.getMessage());
    exchange
        .getExchange()
        .getResponse()
        .getHeaders()
        .set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    return Mono.error(
        new RequestException(
            ErrorCode.INVALID_TOKEN,
            "The bearer token is not valid here, or no longer: ask its issuer for a new one"));
  }

  private static boolean causedByIssuer(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SigningKeys.UnavailableException) {
        return true;
      }
    }
    return false;
  }
}
