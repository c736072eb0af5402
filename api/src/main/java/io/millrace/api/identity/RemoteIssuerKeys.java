package io.millrace.api.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An issuer's keys from its address. Asked when they are needed and not at start: an API whose
 * issuer is away answers those who show no token.
 */
final class RemoteIssuerKeys implements IssuerKeys {

  private final WebClient http;
  private final String issuer;
  private final Duration timeout;
  private final @Nullable URI configured;
  private volatile @Nullable URI discovered;

  RemoteIssuerKeys(WebClient http, String issuer, @Nullable URI configured, Duration timeout) {
    this.http = http;
    this.issuer = issuer;
    this.configured = configured;
    this.timeout = timeout;
  }

  @Override
  public Mono<JWKSet> fetch() {
    return Mono.defer(this::address)
        .flatMap(address -> http.get().uri(address).retrieve().bodyToMono(String.class))
        .map(RemoteIssuerKeys::parsed)
        // The issuer may have moved its keys.
        .doOnError(_ -> discovered = null)
        .timeout(timeout)
        // The first connection looks for the machine's certificates and name servers.
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<URI> address() {
    var known = configured == null ? discovered : configured;
    return known == null ? discover() : Mono.just(known);
  }

  private Mono<URI> discover() {
    return Flux.fromIterable(metadata())
        .concatMap(
            address ->
                http.get()
                    .uri(address)
                    .retrieve()
                    .bodyToMono(String.class)
                    .map(RemoteIssuerKeys::object)
                    .onErrorResume(_ -> Mono.empty()))
        .filter(metadata -> issuer.equals(metadata.get("issuer")))
        .next()
        .map(metadata -> URI.create(String.valueOf(metadata.get("jwks_uri"))))
        .doOnNext(address -> discovered = address)
        .switchIfEmpty(
            Mono.error(
                () -> new IllegalStateException("none of %s tells where".formatted(metadata()))));
  }

  /** OpenID Connect appends the well-known path, RFC 8414 puts it before the issuer's own. */
  private List<URI> metadata() {
    var base = URI.create(issuer);
    var path = Objects.requireNonNullElse(base.getPath(), "").replaceFirst("/$", "");
    return List.of(
        base.resolve(path + "/.well-known/openid-configuration"),
        base.resolve("/.well-known/oauth-authorization-server" + path));
  }

  private static Map<String, Object> object(String json) {
    try {
      return JSONObjectUtils.parse(json);
    } catch (ParseException e) {
      throw new IllegalStateException("the answer is no JSON: " + e.getMessage(), e);
    }
  }

  private static JWKSet parsed(String json) {
    try {
      return JWKSet.parse(json).toPublicJWKSet();
    } catch (ParseException e) {
      throw new IllegalStateException("the answer is no JWK set: " + e.getMessage(), e);
    }
  }
}
