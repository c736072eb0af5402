package io.millrace.api.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The keys of a developer's machine, which has no issuer. */
record DevelopmentKeys(Path file) implements IssuerKeys {

  @Override
  public Mono<JWKSet> fetch() {
    return Mono.fromCallable(() -> JWKSet.parse(Files.readString(file)).toPublicJWKSet())
        .subscribeOn(Schedulers.boundedElastic());
  }
}
