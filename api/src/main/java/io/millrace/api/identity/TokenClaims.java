package io.millrace.api.identity;

import io.millrace.api.identity.Identity.Token;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

/** What the claims of a token must say, and what they mean here. */
final class TokenClaims {

  private TokenClaims() {}

  /**
   * Claims as Java has them; the issuer, which is compared as text, stays what it is. The default
   * tries whether it is a URL, which searches all archives of the class path, each time, where its
   * scheme is one that Java does not know.
   */
  static MappedJwtClaimSetConverter conversion() {
    return MappedJwtClaimSetConverter.withDefaults(Map.of(JwtClaimNames.ISS, issuer -> issuer));
  }

  /** Issuer, audience, subject and expiry are there and right; the time has come and not passed. */
  static OAuth2TokenValidator<Jwt> rules(String issuer, String audience, Duration clockSkew) {
    var timestamps = new JwtTimestampValidator(clockSkew);
    timestamps.setAllowEmptyExpiryClaim(false);
    return new DelegatingOAuth2TokenValidator<>(
        timestamps,
        new JwtClaimValidator<@Nullable Object>(JwtClaimNames.ISS, issuer::equals),
        new JwtClaimValidator<@Nullable List<String>>(
            JwtClaimNames.AUD, said -> said != null && said.contains(audience)),
        new JwtClaimValidator<@Nullable String>(
            JwtClaimNames.SUB, said -> said != null && !said.isBlank()));
  }

  /**
   * Reads a verified token.
   *
   * @throws BadJwtException when a claim that we read has another type than is usual
   */
  static Token read(Jwt token) {
    var claims = new HashMap<String, Object>(token.getClaims());
    claims.values().removeIf(Objects::isNull);
    var subject = token.getSubject();
    return new Token(
        String.valueOf(token.getClaims().get(JwtClaimNames.ISS)),
        subject,
        client(claims).orElseGet(() -> Token.withoutApplication(subject)),
        scopes(claims),
        claims);
  }

  /** As RFC 9068 and OpenID Connect name it. */
  private static Optional<String> client(Map<String, Object> claims) {
    return Stream.of("client_id", "azp")
        .filter(claims::containsKey)
        .findFirst()
        .map(name -> text(name, claims.get(name)));
  }

  /** Separated by spaces as in RFC 8693 and 9068, or a list as some issuers have it. */
  private static Set<String> scopes(Map<String, Object> claims) {
    return Stream.of("scope", "scp")
        .filter(claims::containsKey)
        .findFirst()
        .map(
            name ->
                claims.get(name) instanceof List<?> list
                    ? list.stream().map(scope -> text(name, scope)).collect(Collectors.toSet())
                    : Arrays.stream(text(name, claims.get(name)).split(" "))
                        .filter(scope -> !scope.isEmpty())
                        .collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  private static String text(String claim, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new BadJwtException("The claim %s is no text".formatted(claim));
  }
}
