package io.millrace.api.identity;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import reactor.core.publisher.Mono;

/** Says who shows a token. */
interface TokenAuthenticator extends ReactiveAuthenticationManager {

  /** Believes tokens that verify. */
  static TokenAuthenticator by(ReactiveJwtDecoder decoder) {
    return shown ->
        text(shown)
            .flatMap(decoder::decode)
            .<Authentication>map(token -> new TokenAuthentication(TokenClaims.read(token)))
            .onErrorMap(
                BadJwtException.class, bad -> new BadCredentialsException(bad.getMessage(), bad))
            .onErrorMap(
                SigningKeys.UnavailableException.class,
                away -> new AuthenticationServiceException(away.getMessage(), away));
  }

  /** Believes nobody, and tells the operator once why. */
  static TokenAuthenticator none() {
    var told = new AtomicBoolean();
    return _ -> {
      if (told.compareAndSet(false, true)) {
        LoggerFactory.getLogger(TokenAuthenticator.class)
            .warn(
                "A bearer token was shown and refused, as every other will be: set"
                    + " millrace.api.identity.issuer and millrace.api.identity.audience");
      }
      return Mono.error(new BadCredentialsException("No issuer is trusted here"));
    };
  }

  private static Mono<String> text(Authentication shown) {
    return Mono.just(shown)
        .cast(BearerTokenAuthenticationToken.class)
        .map(BearerTokenAuthenticationToken::getToken);
  }
}
