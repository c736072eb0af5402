package io.millrace.api.read;

import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dataloader.DataLoader;
import reactor.core.publisher.Mono;

/**
 * How fields ask for documents: what the process holds is answered at once, the rest is collected
 * until the level is complete and loaded together. One loader serves all types, so that a level
 * costs one round trip and not one for each type in it.
 */
public final class DocumentReads {

  private final DocumentStore documents;
  private final UniqueDocuments uniqueDocuments;

  DocumentReads(DocumentStore documents, UniqueDocuments uniqueDocuments) {
    this.documents = documents;
    this.uniqueDocuments = uniqueDocuments;
  }

  /**
   * The document of a key.
   *
   * @return an {@code Optional<Document>}, or a future of one
   */
  public Object one(DocumentKey key, ReadScope scope) {
    return documents.atHand(key, scope.context()) instanceof DocumentStore.AtHand.Known known
        ? known.document()
        : byKey(scope).load(key);
  }

  /** The documents of keys, in the keys' order, empty where there is none. */
  public CompletableFuture<List<Optional<Document>>> list(List<DocumentKey> keys, ReadScope scope) {
    var loader = byKey(scope);
    var futures =
        keys.stream()
            .map(
                key ->
                    documents.atHand(key, scope.context())
                            instanceof DocumentStore.AtHand.Known known
                        ? CompletableFuture.completedFuture(known.document())
                        : loader.load(key))
            .toList();
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(_ -> futures.stream().map(CompletableFuture::join).toList());
  }

  /** The document that holds a value of a unique key. */
  public CompletableFuture<Optional<Document>> unique(UniqueValue value, ReadScope scope) {
    return byUnique(scope).load(value);
  }

  /** The documents that hold values of unique keys, in the values' order. */
  public CompletableFuture<List<Optional<Document>>> uniques(
      List<UniqueValue> values, ReadScope scope) {
    return byUnique(scope).loadMany(values);
  }

  private DataLoader<DocumentKey, Optional<Document>> byKey(ReadScope scope) {
    return scope.loader(
        "documents", (keys, context) -> inOrder(keys, documents.load(keys, context)));
  }

  private DataLoader<UniqueValue, Optional<Document>> byUnique(ReadScope scope) {
    return scope.loader(
        "unique", (values, context) -> inOrder(values, uniqueDocuments.load(values, context)));
  }

  private static <K> CompletionStage<List<Optional<Document>>> inOrder(
      List<K> keys, Mono<Map<K, Optional<Document>>> load) {
    return load.map(
            found -> keys.stream().map(key -> found.getOrDefault(key, Optional.empty())).toList())
        .toFuture();
  }
}
