package io.millrace.projector.project;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.derivation.RouteValues;
import io.millrace.write.derivation.TransactionsNotVisibleException;
import io.r2dbc.spi.R2dbcException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Derives on the projector's own threads and does not give up while Postgres is away: a lost
 * connection, a lack of resources and an operator's intervention pass (SQLSTATE classes 08, 53 and
 * 57), a statement that no longer fits the schema (42) does not.
 */
public final class Deriver {

  private static final Logger log = LoggerFactory.getLogger(Deriver.class);

  /**
   * SQLSTATE classes whose errors pass: also rolled back by the server (40) and lock trouble (55).
   */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57");

  private final Derivation derivation;
  private final Runnable connectionLost;
  private final LongAdder retries = new LongAdder();

  /**
   * @param connectionLost raises the epoch: the server may have crashed, and its snapshots gone
   *     back
   */
  public Deriver(Derivation derivation, Runnable connectionLost) {
    this.derivation = derivation;
    this.connectionLost = connectionLost;
  }

  /**
   * Derives documents of several read models in one snapshot that sees the transactions.
   *
   * @throws DerivationRefusedException when a retry would not help
   */
  public DerivedBatch derive(
      Map<ReadModel, ? extends Collection<DocumentKey>> keys, Set<Long> mustSee)
      throws InterruptedException {
    var batch = insist(() -> derivation.derive(keys, mustSee));
    for (var documents : batch.models()) {
      documents
          .failed()
          .forEach(
              (key, failure) -> {
                throw new DerivationRefusedException(
                    "%s %s can't be derived: %s"
                        .formatted(key.type(), key.text(), failure.getMessage()),
                    "correct the row or %s, then start the projector again"
                        .formatted(documents.model().file()));
              });
    }
    return batch;
  }

  /** The documents that changed rows lead to, found in a snapshot that sees the transactions. */
  public Map<ReadModel, Set<DocumentKey>> route(List<RouteValues> changes, Set<Long> mustSee)
      throws InterruptedException {
    return insist(() -> derivation.route(changes, mustSee));
  }

  /** The next keys of a read model's root table after {@code last}. */
  public List<DocumentKey> nextKeys(ReadModel model, Optional<DocumentKey> last, int limit)
      throws InterruptedException {
    return insist(() -> derivation.nextKeys(model, last, limit));
  }

  /** How often Postgres was asked again after a failure that passes. */
  public long retries() {
    return retries.sum();
  }

  /** How often a snapshot did not see a transaction of its batch yet. */
  public long visibilityRetries() {
    return derivation.visibilityRetries();
  }

  private <T> T insist(Supplier<Mono<T>> question) throws InterruptedException {
    var backoff = new Backoff();
    while (true) {
      try {
        return question.get().blockOptional().orElseThrow();
      } catch (RuntimeException failure) {
        if (Thread.interrupted()) {
          throw new InterruptedException("The projector stops while it derives");
        }
        judge(failure);
        retries.increment();
        log.warn(
            "Postgres is asked again (attempt {}): {}", backoff.attempts() + 2, failure.toString());
      }
      backoff.pause();
    }
  }

  /** Returns when the failure passes by itself. */
  private void judge(RuntimeException failure) {
    if (cause(failure, TransactionsNotVisibleException.class) != null) {
      return;
    }
    var database = cause(failure, R2dbcException.class);
    if (database == null) {
      throw failure;
    }
    var state = database.getSqlState();
    // Without a state the answer never came from the server.
    if (state == null || state.startsWith("08") || state.startsWith("57P")) {
      connectionLost.run();
      return;
    }
    if (state.length() >= 2 && PASSING_CLASSES.contains(state.substring(0, 2))) {
      return;
    }
    throw new DerivationRefusedException(
        "Postgres refuses to derive (SQLSTATE %s): %s".formatted(state, database.getMessage()),
        state.startsWith("42")
            ? "make the read models fit the schema (./millrace migrate, or the release that fits),"
                + " then start the projector again"
            : "correct the rows or the read model, then start the projector again");
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (var at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
