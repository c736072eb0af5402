package io.millrace.api.read;

import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Finds documents by key, many at once. Every way to a document goes through here: whoever has many
 * keys asks once, and a level of an answer costs one call however many rows it has.
 *
 * <p>What the context's viewer may not see is not there, on any of these ways, and takes the same
 * way through the stores as what does not exist: neither answer, nor headers, nor round trips tell
 * them apart.
 */
public interface DocumentStore {

  /**
   * What this process already holds of a document, without waiting. Callers that find it {@link
   * AtHand.Unknown} collect its key for {@link #load}.
   */
  AtHand atHand(DocumentKey key, ReadContext context);

  /**
   * Loads documents.
   *
   * <p>Signals {@link io.millrace.api.error.StoreUnavailableException} where a store can't be
   * asked, and {@link java.util.concurrent.TimeoutException} where it does not answer in time.
   *
   * @return by key, each key once: the document, or empty where there is none
   */
  Mono<Map<DocumentKey, Optional<Document>>> load(
      Collection<DocumentKey> keys, ReadContext context);

  /** What a process holds of a document. */
  sealed interface AtHand {

    /** The document itself, or the knowledge that there is none. */
    record Known(Optional<Document> document) implements AtHand {}

    /** Nothing: it must be loaded. */
    record Unknown() implements AtHand {}

    /** Nothing: it must be loaded. */
    AtHand UNKNOWN = new Unknown();
  }
}
