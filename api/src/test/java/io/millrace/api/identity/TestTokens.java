package io.millrace.api.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tokens that must not be taken, each for a reason of its own. */
public final class TestTokens {

  private final TestIssuer issuer;
  private final Map<String, String> all = new LinkedHashMap<>();

  /** Makes the tokens, next to those of an issuer. */
  public TestTokens(TestIssuer issuer) {
    this.issuer = issuer;
    var now = Instant.now();
    var claims = issuer.claims("anna").build();
    var stranger = TestIssuer.newKey("first");
    var good = issuer.sign(claims);
    all.put("no token", "nonsense");
    all.put("no JSON", "e30.e30.e30");
    all.put("unsigned", new PlainJWT(claims).serialize());
    all.put("without its signature", good.substring(0, good.lastIndexOf('.') + 1));
    all.put(
        "with another's signature", TestIssuer.sign(stranger, TestIssuer.header("first"), claims));
    all.put("with other claims", withClaims(good, issuer.claims("bert").build()));
    all.put("with the public key as secret", hmac(claims));
    all.put(
        "with its own key in its header",
        TestIssuer.sign(
            stranger,
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .jwk(stranger.toPublicJWK())
                .build(),
            claims));
    all.put("of an unknown key", ofUnknownKey("unknown"));
    all.put("with an algorithm that is not allowed", signed(JWSAlgorithm.RS512, "JWT", claims));
    all.put("of another kind", signed(JWSAlgorithm.RS256, "logout+jwt", claims));
    all.put(
        "with a critical header",
        TestIssuer.sign(
            issuer.key(),
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("first")
                .criticalParams(Set.of("future"))
                .customParam("future", 1)
                .build(),
            claims));
    all.put(
        "expired",
        issuer.token(changed -> changed.expirationTime(Date.from(now.minusSeconds(120)))));
    all.put("without an end", issuer.token(changed -> changed.expirationTime(null)));
    all.put(
        "not yet valid",
        issuer.token(changed -> changed.notBeforeTime(Date.from(now.plusSeconds(120)))));
    all.put("of another issuer", issuer.token(changed -> changed.issuer(issuer.uri() + "/")));
    all.put("of no issuer", issuer.token(changed -> changed.issuer(null)));
    all.put("for another audience", issuer.token(changed -> changed.audience("others")));
    all.put("for no audience", issuer.token(changed -> changed.audience((String) null)));
    all.put("without a subject", issuer.token(changed -> changed.subject(null)));
    all.put("with an empty subject", issuer.token(changed -> changed.subject(" ")));
    all.put("with scopes of no kind", issuer.token(changed -> changed.claim("scope", 7)));
    all.put(
        "with a client of no kind", issuer.token(changed -> changed.claim("client_id", List.of())));
  }

  /** The tokens by what is wrong with them. */
  public Map<String, String> all() {
    return all;
  }

  /** A token that names a key which its issuer does not have. */
  public String ofUnknownKey(String keyId) {
    return TestIssuer.sign(issuer.key(), TestIssuer.header(keyId), issuer.claims("anna").build());
  }

  private String signed(JWSAlgorithm algorithm, String type, JWTClaimsSet claims) {
    return TestIssuer.sign(
        issuer.key(),
        new JWSHeader.Builder(algorithm).keyID("first").type(new JOSEObjectType(type)).build(),
        claims);
  }

  /** What a verifier is fooled by that takes the algorithm from the token. */
  private String hmac(JWTClaimsSet claims) {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256)
                  .keyID("first")
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims);
      token.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withClaims(String token, JWTClaimsSet claims) {
    var parts = token.split("\\.");
    var body =
        Base64.getUrlEncoder().withoutPadding().encodeToString(claims.toString().getBytes(UTF_8));
    return parts[0] + "." + body + "." + parts[2];
  }
}
