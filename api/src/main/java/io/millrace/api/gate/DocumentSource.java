package io.millrace.api.gate;

import graphql.ExecutionInput;
import io.millrace.api.error.RequestException;
import reactor.core.publisher.Mono;

/** Finds the text of a request's document. */
@FunctionalInterface
public interface DocumentSource {

  /** The document; fails with a {@link RequestException} where there is none that may run. */
  Mono<Found> find(ExecutionInput input);

  /**
   * A document that was found.
   *
   * @param text its text
   * @param hash the SHA-256 of the text, computed from it and not taken from whoever sent it: what
   *     is parsed and validated is remembered by it
   * @param whenAdmitted what is done once every check has let an operation of it through, such as
   *     to remember the document; it must not fail
   */
  record Found(String text, String hash, Mono<Void> whenAdmitted) {

    /** A document with which nothing is to be done. */
    public static Found of(String text, String hash) {
      return new Found(text, hash, Mono.empty());
    }
  }
}
