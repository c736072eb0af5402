package io.millrace.projector.position;

import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store's own record of what it holds. Every entry is made only if the store still is what the
 * entry before left, so that one that fell back or was emptied is noticed by the next entry.
 */
public abstract class StoreJournal {

  private volatile @Nullable StoreState state;

  /**
   * Reads the record; empty where the store has none.
   *
   * @throws io.millrace.projector.sink.StoreAwayException when the store does not answer
   */
  public final Optional<StoreState> open() {
    var found = read();
    state = found.orElse(null);
    return found;
  }

  /** Begins the record of an empty store. */
  public final StoreState begin(StreamPosition from, long epoch) {
    var begun = new StoreState(UUID.randomUUID().toString(), from, epoch);
    create(begun);
    state = begun;
    return begun;
  }

  /**
   * Records that the store has everything up to {@code end}. A replay does not take it back.
   *
   * @throws StoreChangedException when the store is not what it was
   * @throws io.millrace.projector.sink.StoreAwayException when it does not answer
   */
  public final void apply(WalPosition end, long epoch) {
    var known = known();
    var at = known.applied();
    var reached = end.compareTo(at.wal()) > 0 ? end : at.wal();
    var next =
        new StoreState(
            known.incarnation(),
            new StreamPosition(at.stream(), at.systemIdentifier(), at.timeline(), reached),
            Math.max(epoch, known.epoch()));
    replace(known, next);
    state = next;
  }

  /** Up to where the store has everything. */
  public final StreamPosition applied() {
    return known().applied();
  }

  /** Up to where the store has everything; empty before its record was read. */
  public final Optional<WalPosition> position() {
    return Optional.ofNullable(state).map(known -> known.applied().wal());
  }

  private StoreState known() {
    var known = state;
    if (known == null) {
      throw new IllegalStateException("The store's record was neither read nor begun");
    }
    return known;
  }

  abstract Optional<StoreState> read();

  abstract void create(StoreState state);

  /** Replaces the record if it is {@code known}, or {@code next} already. */
  abstract void replace(StoreState known, StoreState next);
}
