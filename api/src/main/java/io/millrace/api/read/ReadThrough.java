package io.millrace.api.read;

import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Documents from Redis, and from the primary where Redis does not know: a key that the projector
 * has not written yet, one that it could not derive, or any key while Redis is away; and where
 * Redis knows of nothing that the caller may see, since a document that never was is asked for
 * there too.
 */
final class ReadThrough implements DocumentStore {

  private final PublishedDocuments published;
  private final PrimaryDocuments primary;
  private final FallbackLimit fallback;

  ReadThrough(PublishedDocuments published, PrimaryDocuments primary, FallbackLimit fallback) {
    this.published = published;
    this.primary = primary;
    this.fallback = fallback;
  }

  /** Nothing: a process holds no documents until it follows the channel that says they changed. */
  @Override
  public AtHand atHand(DocumentKey key, ReadContext context) {
    return AtHand.UNKNOWN;
  }

  @Override
  public Mono<Map<DocumentKey, Optional<Document>>> load(
      Collection<DocumentKey> keys, ReadContext context) {
    if (keys.isEmpty()) {
      return Mono.just(Map.of());
    }
    keys.forEach(key -> context.dependsOn(new Dependency.OnDocument(key)));
    return context.isPrimary()
        ? primary.derive(keys, context)
        : published
            .find(keys, context)
            .map(answer -> answer.seenBy(context.viewer()))
            .flatMap(answer -> complete(answer, context));
  }

  private Mono<Map<DocumentKey, Optional<Document>>> complete(
      PublishedDocuments.Answer answer, ReadContext context) {
    if (answer.unknown().isEmpty()) {
      return Mono.just(answer.known());
    }
    context.markFallback();
    return fallback
        .within(primary.derive(answer.unknown(), context))
        .map(
            derived -> {
              var all = new HashMap<>(answer.known());
              all.putAll(derived);
              return all;
            });
  }
}
