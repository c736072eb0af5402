package io.millrace.write.derivation;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.key.DocumentKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Derives documents from the tables. Every call runs in a transaction of its own on the primary,
 * REPEATABLE READ and READ ONLY, with the session's time zone UTC and bounded statements; nothing
 * blocks, and a failed call leaves nothing behind.
 *
 * <p>Errors are those of the database ({@link io.r2dbc.spi.R2dbcException}, with its SQLSTATE), and
 * {@link TransactionsNotVisibleException}.
 */
public interface Derivation {

  /**
   * Derives documents of several read models in one snapshot.
   *
   * @param keys by read model; a key that is given twice is derived once
   * @param mustSee 32-bit transaction ids, as logical decoding gives them, that the snapshot must
   *     see; decoding can deliver a commit before other snapshots see it, so a snapshot that does
   *     not is given up and a new one begun, in at most {@code
   *     millrace.derivation.visibility-timeout}
   */
  Mono<DerivedBatch> derive(
      Map<ReadModel, ? extends Collection<DocumentKey>> keys, Set<Long> mustSee);

  /** Derives documents in one snapshot, whatever it sees. */
  default Mono<DerivedBatch> derive(Map<ReadModel, ? extends Collection<DocumentKey>> keys) {
    return derive(keys, Set.of());
  }

  /**
   * The documents that changes lead to, found in one snapshot.
   *
   * @param mustSee as for {@link #derive(Map, Set)}: a query that asks the tables which documents a
   *     row concerns must see what the batch changed, or a document that came to the row in the
   *     same batch is missed
   */
  Mono<Map<ReadModel, Set<DocumentKey>>> route(Collection<RouteValues> changes, Set<Long> mustSee);

  /**
   * The documents that hold one of these values of a unique key, in no order. Which document holds
   * which value is for the caller to read from the documents, since a value may have moved by then.
   *
   * @param values each the values of the key's fields, in the fields' order
   */
  Mono<List<DocumentKey>> findByUnique(
      ReadModel model, UniqueKey uniqueKey, Collection<? extends List<?>> values);

  /**
   * The next keys of a read model's root table, in the order of its key columns; fewer than {@code
   * limit} only at the end. A key of the root table need not have a document.
   *
   * @param after the last key that is done, empty to begin
   */
  Mono<List<DocumentKey>> nextKeys(ReadModel model, Optional<DocumentKey> after, int limit);

  /** How many keys of the root table the statement gives a row for, counted in one snapshot. */
  Mono<Long> count(ReadModel model);

  /** How often a snapshot was given up because it did not see a transaction that it must see. */
  long visibilityRetries();
}
