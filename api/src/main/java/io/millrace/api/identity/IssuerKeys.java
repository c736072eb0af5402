package io.millrace.api.identity;

import com.nimbusds.jose.jwk.JWKSet;
import reactor.core.publisher.Mono;

/** Where an issuer's public keys come from. */
interface IssuerKeys {

  /**
   * Asks for the keys anew, without holding a thread that must not wait.
   *
   * @return the keys, or an error whose message an operator can act on
   */
  Mono<JWKSet> fetch();
}
