package io.millrace.projector.project;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.position.WalPosition;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A derived batch on its way into the stores.
 *
 * @param keys what was derived, to derive it again when it has grown too old
 * @param mustSee the transactions that its snapshot must see
 * @param derived what the first derivation gave
 * @param end the position that is reached with it; null for documents of a backfill
 * @param lanes how many stores have not got all of it yet
 * @param done to be run when every store has all of it
 */
record Work(
    Map<ReadModel, ? extends Collection<DocumentKey>> keys,
    Set<Long> mustSee,
    DerivedBatch derived,
    @Nullable WalPosition end,
    AtomicInteger lanes,
    Runnable done) {

  /** How many documents it concerns. */
  int documents() {
    return keys.values().stream().mapToInt(Collection::size).sum();
  }

  /** Says that one store has made all of it durable and visible. */
  void finishedByOneStore() {
    if (lanes.decrementAndGet() == 0) {
      done.run();
    }
  }
}
