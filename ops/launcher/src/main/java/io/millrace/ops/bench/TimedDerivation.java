package io.millrace.ops.bench;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.derivation.RouteValues;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/** A derivation whose time, from asking to the last document, is added up. */
record TimedDerivation(Derivation derivation, WallTime derive) implements Derivation {

  @Override
  public Mono<DerivedBatch> derive(
      Map<ReadModel, ? extends Collection<DocumentKey>> keys, Set<Long> mustSee) {
    return Mono.defer(
        () -> {
          long begun = System.nanoTime();
          return derivation.derive(keys, mustSee).doFinally(_ -> derive.addSince(begun));
        });
  }

  @Override
  public Mono<Map<ReadModel, Set<DocumentKey>>> route(
      Collection<RouteValues> changes, Set<Long> mustSee) {
    return derivation.route(changes, mustSee);
  }

  @Override
  public Mono<List<DocumentKey>> findByUnique(
      ReadModel model, UniqueKey uniqueKey, Collection<? extends List<?>> values) {
    return derivation.findByUnique(model, uniqueKey, values);
  }

  @Override
  public Mono<List<DocumentKey>> nextKeys(ReadModel model, Optional<DocumentKey> after, int limit) {
    return derivation.nextKeys(model, after, limit);
  }

  @Override
  public Mono<Long> count(ReadModel model) {
    return derivation.count(model);
  }

  @Override
  public long visibilityRetries() {
    return derivation.visibilityRetries();
  }
}
