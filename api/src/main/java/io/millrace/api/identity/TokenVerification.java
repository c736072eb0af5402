package io.millrace.api.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSecurityContextJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWKSecurityContext;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Set;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.BadJwtException;
import reactor.core.publisher.Mono;

/**
 * Checks that the issuer signed a token, with an algorithm that we chose and a key that it
 * published: what the token's header says of algorithm and key only picks among these. Keys in or
 * named by the header ({@code jwk}, {@code jku}, {@code x5u}) are not looked at.
 */
final class TokenVerification implements Converter<JWT, Mono<JWTClaimsSet>> {

  /**
   * Nothing, {@code JWT}, or an access token as RFC 9068 has it; so no identity token of others.
   */
  private static final DefaultJOSEObjectTypeVerifier<JWKSecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(
          JOSEObjectType.JWT,
          new JOSEObjectType("at+jwt"),
          new JOSEObjectType("application/at+jwt"),
          null);

  private final Set<JWSAlgorithm> algorithms;
  private final SigningKeys keys;
  private final DefaultJWTProcessor<JWKSecurityContext> signatures = new DefaultJWTProcessor<>();

  TokenVerification(Set<JWSAlgorithm> algorithms, SigningKeys keys) {
    this.algorithms = algorithms;
    this.keys = keys;
    signatures.setJWSTypeVerifier(TYPES);
    signatures.setJWSKeySelector(
        new JWSVerificationKeySelector<>(algorithms, new JWKSecurityContextJWKSet()));
    // What the claims must say is TokenClaims' matter.
    signatures.setJWTClaimsSetVerifier((_, _) -> {});
  }

  @Override
  public Mono<JWTClaimsSet> convert(JWT token) {
    // Before the keys are asked for: a wrong algorithm is no reason to.
    return token instanceof SignedJWT signed
            && algorithms.contains(signed.getHeader().getAlgorithm())
        ? keys.matching(signed.getHeader())
            .map(matching -> verified(signed, new JWKSecurityContext(matching)))
        : Mono.error(new BadJwtException("The token has none of the algorithms " + algorithms));
  }

  private JWTClaimsSet verified(SignedJWT token, JWKSecurityContext keys) {
    try {
      return signatures.process(token, keys);
    } catch (BadJOSEException | JOSEException e) {
      throw new BadJwtException("The signature can't be verified: " + e.getMessage(), e);
    }
  }
}
