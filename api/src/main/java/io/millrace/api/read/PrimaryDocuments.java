package io.millrace.api.read;

import io.millrace.api.error.StoreUnavailableException;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.Document;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.derivation.DerivedDocuments;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Documents derived on the primary for this answer alone; nothing is written to a store. */
final class PrimaryDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(PrimaryDocuments.class);

  private final Catalog catalog;
  private final Derivation derivation;
  private final Duration timeout;

  PrimaryDocuments(Catalog catalog, Derivation derivation, Duration timeout) {
    this.catalog = catalog;
    this.derivation = derivation;
    this.timeout = timeout;
  }

  /**
   * The documents of the keys that the context's viewer may see, all from one snapshot; each key
   * once.
   */
  Mono<Map<DocumentKey, Optional<Document>>> derive(
      Collection<DocumentKey> keys, ReadContext context) {
    return keys.isEmpty() ? Mono.just(Map.of()) : deriveAll(keys, context);
  }

  private Mono<Map<DocumentKey, Optional<Document>>> deriveAll(
      Collection<DocumentKey> keys, ReadContext context) {
    Map<ReadModel, List<DocumentKey>> byModel =
        keys.stream().collect(Collectors.groupingBy(key -> catalog.readModel(key.type())));
    context.roundTripTo(Store.POSTGRES);
    return bounded(derivation.derive(byModel)).map(batch -> documents(batch, context));
  }

  /**
   * The documents that hold the values of a unique key and that the context's viewer may see;
   * values that none holds are left out. They are read after they are found, so that a value that
   * moved in between is not given to its former owner. Where documents may be hidden they are also
   * read when none is found: that takes as long as to find one and to hide it.
   */
  Mono<Map<UniqueValue, Document>> find(Collection<UniqueValue> values, ReadContext context) {
    var byKey = values.stream().collect(Collectors.groupingBy(UniqueValue::ofKey));
    return Flux.fromIterable(byKey.values())
        .flatMap(ofOneKey -> owners(ofOneKey, context))
        .flatMapIterable(owners -> owners)
        .collect(Collectors.toSet())
        .flatMap(
            owners ->
                owners.isEmpty() && !mayHide(values, context)
                    ? Mono.just(Map.<DocumentKey, Optional<Document>>of())
                    : deriveAll(owners, context))
        .map(documents -> UniqueHolders.of(catalog, values, documents.values()));
  }

  private static boolean mayHide(Collection<UniqueValue> values, ReadContext context) {
    return values.stream().anyMatch(value -> !context.viewer().of(value.type()).isAll());
  }

  private Mono<List<DocumentKey>> owners(List<UniqueValue> ofOneKey, ReadContext context) {
    var first = ofOneKey.getFirst();
    var model = catalog.readModel(first.type());
    context.roundTripTo(Store.POSTGRES);
    return bounded(
        derivation.findByUnique(
            model,
            model.uniqueKey(first.key()).orElseThrow(),
            ofOneKey.stream().map(UniqueValue::values).toList()));
  }

  private <T> Mono<T> bounded(Mono<T> call) {
    return call.timeout(timeout)
        .onErrorMap(
            R2dbcException.class,
            error -> new StoreUnavailableException("Postgres can't derive", error));
  }

  /**
   * Whether a derivation that failed so may succeed at once: its connection was one that Postgres
   * had closed, and the pool opens another.
   */
  static boolean isCut(Throwable failure) {
    return failure instanceof StoreUnavailableException
        && failure.getCause() instanceof R2dbcNonTransientResourceException;
  }

  private Map<DocumentKey, Optional<Document>> documents(DerivedBatch batch, ReadContext context) {
    var found = new HashMap<DocumentKey, Optional<Document>>();
    for (var derived : batch.models()) {
      var visible = context.viewer().of(derived.model().type());
      derived
          .present()
          .forEach(
              (key, json) ->
                  found.put(key, document(derived, key, batch, json).filter(visible::shows)));
      derived.absent().forEach(key -> found.put(key, Optional.empty()));
      derived
          .failed()
          .forEach(
              (key, reason) -> {
                LOG.error("{} can't be derived: {}", key, reason.getMessage());
                context.markPartial();
                found.put(key, Optional.empty());
              });
    }
    return found;
  }

  private static Optional<Document> document(
      DerivedDocuments derived, DocumentKey key, DerivedBatch batch, byte[] json) {
    return Optional.of(Document.of(derived.model(), key, batch.version(), json));
  }
}
