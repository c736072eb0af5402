package io.millrace.api.persisted;

import graphql.ExecutionInput;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.DocumentSource;
import io.millrace.api.persisted.PersistedProperties.Mode;
import reactor.core.publisher.Mono;

/**
 * Finds documents by their text, by their hash or by the id under which they were published. Where
 * a text is there its hash is computed anew: nobody can put one text under another's hash.
 */
final class PersistedDocuments implements DocumentSource {

  /** Clients look for this message as it is. */
  private static final String NOT_FOUND = "PersistedQueryNotFound";

  /** Clients look for this message as it is. */
  private static final String NOT_SUPPORTED = "PersistedQueryNotSupported";

  private final PersistedProperties properties;
  private final TrustedDocuments trusted;
  private final RememberedDocuments remembered;
  private final UnknownDocuments unknown;

  PersistedDocuments(
      PersistedProperties properties,
      TrustedDocuments trusted,
      RememberedDocuments remembered,
      UnknownDocuments unknown) {
    this.properties = properties;
    this.trusted = trusted;
    this.remembered = remembered;
    this.unknown = unknown;
  }

  @Override
  public Mono<Found> find(ExecutionInput input) {
    return Mono.defer(
        () -> {
          var request = NamedRequest.of(input);
          return request.identity().isWithin()
              ? Mono.just(Found.of(input.getQuery(), DocumentHash.of(input.getQuery())))
              : request.text().map(text -> sent(text, request)).orElseGet(() -> named(request));
        });
  }

  private Mono<Found> sent(String text, NamedRequest request) {
    if (request.id().isPresent()) {
      throw new RequestException(
          ErrorCode.BAD_REQUEST, "\"query\" and \"documentId\" are both there: send one of them");
    }
    var hash = DocumentHash.of(text);
    if (request.hash().filter(said -> !said.equals(hash)).isPresent()) {
      throw new RequestException(
          ErrorCode.PERSISTED_QUERY_HASH_MISMATCH, "provided sha does not match query");
    }
    var found =
        request.hash().isPresent() && properties.remembers()
            ? new Found(text, hash, remembered.remember(hash, text, request.identity()))
            : Found.of(text, hash);
    return properties.mode() == Mode.OPEN
        ? Mono.just(found)
        : trusted
            .find(request.client(), hash)
            .switchIfEmpty(Mono.defer(() -> unpublished(found, request)));
  }

  private Mono<Found> unpublished(Found found, NamedRequest request) {
    if (properties.mode() == Mode.TRUSTED_ONLY) {
      unknown.refused(found.hash(), request);
      return Mono.error(untrusted(request));
    }
    unknown.runs(found.hash(), request);
    return Mono.just(found);
  }

  private Mono<Found> named(NamedRequest request) {
    var name = Mono.justOrEmpty(request.id().or(request::hash));
    // Read already, sent before, then published since: what is in memory waits for no database.
    var read = name.flatMap(id -> trusted.known(request.client(), id));
    var published = name.flatMap(id -> trusted.find(request.client(), id));
    var sentBefore =
        Mono.justOrEmpty(request.hash().filter(_ -> properties.remembers()))
            .flatMap(
                hash ->
                    remembered
                        .find(hash)
                        .map(text -> Found.of(text, hash))
                        .flatMap(
                            found ->
                                properties.mode() == Mode.OPEN
                                    ? Mono.just(found)
                                    : unpublished(found, request)));
    return read.switchIfEmpty(
            properties.mode() == Mode.OPEN
                ? sentBefore.switchIfEmpty(published)
                : published.switchIfEmpty(sentBefore))
        .switchIfEmpty(Mono.error(() -> missing(request)));
  }

  private RequestException missing(NamedRequest request) {
    if (properties.mode() == Mode.TRUSTED_ONLY) {
      request.hash().ifPresent(hash -> unknown.refused(hash, request));
      return untrusted(request);
    }
    if (request.id().isPresent()) {
      return new RequestException(
          ErrorCode.PERSISTED_QUERY_NOT_FOUND,
          "No document is published under this id for the client \"%s\""
              .formatted(request.client()));
    }
    return properties.automatic()
        ? new RequestException(ErrorCode.PERSISTED_QUERY_NOT_FOUND, NOT_FOUND)
        : new RequestException(ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, NOT_SUPPORTED);
  }

  private static RequestException untrusted(NamedRequest request) {
    return new RequestException(
        ErrorCode.DOCUMENT_NOT_TRUSTED,
        "Only published documents run here, and this is none of the client \"%s\": publish it"
                .formatted(request.client())
            + " with ./millrace publish-operations");
  }
}
