package io.millrace.api.identity;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The issuer's keys as they are known here. They are asked for when a token names one that is not
 * known (the issuer has a new key, or somebody makes tokens up) and when they are old; once at a
 * time, and never again before the cool-down has passed, so that made-up tokens can't be turned
 * against the issuer. Keys that are known go on counting while the issuer does not answer.
 */
final class SigningKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

  private final IssuerKeys issuer;
  private final Duration ttl;
  private final Duration coolDown;
  private final LongSupplier nanoTime;

  private volatile Known known = new Known(new JWKSet(), false);
  private long askedAt;
  private boolean asked;
  private @Nullable Mono<Known> running;

  /**
   * @param nanoTime the clock, in nanoseconds
   */
  SigningKeys(IssuerKeys issuer, Duration ttl, Duration coolDown, LongSupplier nanoTime) {
    this.issuer = issuer;
    this.ttl = ttl;
    this.coolDown = coolDown;
    this.nanoTime = nanoTime;
  }

  /** The issuer did not answer, and without its answer nothing can be said. */
  static final class UnavailableException extends RuntimeException {
    UnavailableException() {
      super("The issuer's keys are not known", null, false, false);
    }
  }

  /**
   * What is known.
   *
   * @param answered whether the issuer answered when it was asked last
   */
  private record Known(JWKSet keys, boolean answered) {

    List<JWK> matching(JWSHeader header) {
      return new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys);
    }
  }

  /**
   * The keys that may have signed a token.
   *
   * @return none where the issuer has none; an {@link UnavailableException} where it does not say
   */
  Mono<List<JWK>> matching(JWSHeader header) {
    var matching = known.matching(header);
    if (matching.isEmpty()) {
      return refresh().flatMap(now -> certain(now, header));
    }
    if (!isOld()) {
      return Mono.just(matching);
    }
    boolean prompt = known.answered();
    var refresh = refresh();
    // An issuer that is away makes nobody wait whose key is known.
    return prompt ? refresh.map(now -> now.matching(header)) : Mono.just(matching);
  }

  private static Mono<List<JWK>> certain(Known now, JWSHeader header) {
    var matching = now.matching(header);
    return matching.isEmpty() && !now.answered()
        ? Mono.error(new UnavailableException())
        : Mono.just(matching);
  }

  private synchronized boolean isOld() {
    return nanoTime.getAsLong() - askedAt >= ttl.toNanos() || !known.answered();
  }

  private synchronized Mono<Known> refresh() {
    if (running != null) {
      return running;
    }
    long now = nanoTime.getAsLong();
    if (asked && now - askedAt < coolDown.toNanos()) {
      return Mono.just(known);
    }
    asked = true;
    askedAt = now;
    var refresh =
        Mono.defer(issuer::fetch)
            // None at all is a mistake of the issuer's, and no reason to forget the known ones.
            .filter(keys -> !keys.isEmpty())
            .switchIfEmpty(Mono.error(() -> new IllegalStateException("the JWK set is empty")))
            .map(keys -> new Known(keys, true))
            .onErrorResume(this::unanswered)
            .doOnNext(this::learn)
            .cache();
    running = refresh;
    // Those who wait share it, and nobody's going ends it for the others.
    refresh.subscribe();
    return refresh;
  }

  private Mono<Known> unanswered(Throwable failure) {
    LOG.warn("The issuer's keys can't be had; known ones go on counting: {}", failure.toString());
    return Mono.just(new Known(known.keys(), false));
  }

  private synchronized void learn(Known now) {
    known = now;
    running = null;
  }
}
