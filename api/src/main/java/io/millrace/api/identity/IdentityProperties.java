package io.millrace.api.identity;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose bearer tokens are taken, and whose word about an address.
 *
 * @param issuer who issues the tokens, as their claim {@code iss} says it; without one every token
 *     is refused
 * @param audience what a token's claim {@code aud} must contain: this API's name with its issuer
 * @param algorithms what a token may be signed with; asymmetric algorithms of JWA only
 * @param jwkSetUri where the issuer's keys are; without it the issuer's metadata say so (OpenID
 *     Connect Discovery, or RFC 8414)
 * @param developmentKeys a file with a JWK set that is taken for the issuer's, in the place of its
 *     address; refused in production mode
 * @param keys how the issuer's keys are kept
 * @param clockSkew how far the issuer's clock and ours may differ
 * @param proxies the proxies before this API
 */
@ConfigurationProperties("millrace.api.identity")
public record IdentityProperties(
    @Nullable String issuer,
    @Nullable String audience,
    @DefaultValue({"RS256", "ES256"}) List<String> algorithms,
    @Nullable URI jwkSetUri,
    @Nullable Path developmentKeys,
    @DefaultValue Keys keys,
    @DefaultValue("30s") Duration clockSkew,
    @DefaultValue Proxies proxies) {

  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  public IdentityProperties {
    if ((issuer == null) != (audience == null)) {
      throw new IllegalArgumentException(
          "millrace.api.identity: issuer and audience belong together, and only the %s is set"
              .formatted(issuer == null ? "audience" : "issuer"));
    }
    algorithms = List.copyOf(algorithms);
    for (var algorithm : algorithms) {
      if (!SIGNATURES.contains(algorithm)) {
        throw new IllegalArgumentException(
            "millrace.api.identity.algorithms: %s is none of %s"
                .formatted(algorithm, SIGNATURES.stream().sorted().toList()));
      }
    }
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("millrace.api.identity.algorithms must name one at least");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
      throw new IllegalArgumentException(
          "millrace.api.identity.clock-skew must be from 0 to 5m, not " + clockSkew);
    }
  }

  /** Never the algorithms with a shared secret: a public key would be a secret to forge with. */
  private static final Set<String> SIGNATURES =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  /**
   * How the issuer's keys are kept.
   *
   * @param ttl for how long keys are taken as they are; older ones are asked for again, and go on
   *     counting while the issuer does not answer
   * @param coolDown the shortest time between two questions for the keys, however many tokens name
   *     a key that is not known
   * @param timeout how long the issuer may take to answer
   */
  public record Keys(
      @DefaultValue("10m") Duration ttl,
      @DefaultValue("30s") Duration coolDown,
      @DefaultValue("2s") Duration timeout) {

    public Keys {
      if (!ttl.isPositive() || !coolDown.isPositive() || !timeout.isPositive()) {
        throw new IllegalArgumentException(
            "millrace.api.identity.keys: ttl, cool-down and timeout must be positive");
      }
    }
  }

  /**
   * The proxies before this API.
   *
   * @param trusted addresses or networks (such as {@code 10.0.0.0/8}) of the proxies whose word
   *     about a client's address is taken
   * @param header where they write it
   */
  public record Proxies(
      @DefaultValue List<String> trusted, @DefaultValue("x-forwarded-for") Header header) {

    /**
     * Where a proxy writes for whom it asks. One of them, since a client can send the one that its
     * proxy does not write.
     */
    public enum Header {
      X_FORWARDED_FOR,
      /** As RFC 7239 has it. */
      FORWARDED
    }
  }

  Set<JWSAlgorithm> signatures() {
    return algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
  }
}
