package io.millrace.projector.run;

import io.millrace.projector.position.StoreJournal;
import io.millrace.projector.position.StoreState;
import io.millrace.projector.slot.SlotTenure;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what a store says of itself when a session begins. The slot's position decides: what comes
 * after it is replayed, so a store that has everything up to it is repaired by the replay alone;
 * what came before it never comes again.
 */
final class StoreVerification {

  private static final Logger log = LoggerFactory.getLogger(StoreVerification.class);

  private final SlotTenure tenure;
  private final WalPosition replayedFrom;
  private final boolean anythingBackfilled;

  /**
   * @param replayedFrom where the slot stands
   * @param anythingBackfilled whether the stores should hold documents
   */
  StoreVerification(SlotTenure tenure, WalPosition replayedFrom, boolean anythingBackfilled) {
    this.tenure = tenure;
    this.replayedFrom = replayedFrom;
    this.anythingBackfilled = anythingBackfilled;
  }

  /**
   * Accepts a store, or begins its record where it is rightly empty.
   *
   * @throws StoreLostException when only a rebuild gives it back what is missing
   */
  void accept(ReadStore store, StoreJournal journal, Optional<StoreState> found) {
    if (found.isEmpty()) {
      if (anythingBackfilled) {
        throw new StoreLostException(
            "The %s store is empty, or another one than before: it has no record of what it holds."
                .formatted(store));
      }
      var begun = journal.begin(position(), tenure.epoch());
      log.info("The {} store is empty; its incarnation is {}", store, begun.incarnation());
      return;
    }
    var applied = found.get().applied();
    if (tenure.created()) {
      throw new StoreLostException(
          "The %s store holds documents, but the replication slot is new: nothing tells what changed"
                  .formatted(store)
              + " in between.");
    }
    if (!applied.comparableTo(position()) || tenure.clusterChanged()) {
      throw new StoreLostException(
          "The %s store holds %s, but this Postgres is cluster %s on timeline %d."
              .formatted(store, applied, tenure.systemIdentifier(), tenure.timeline()));
    }
    if (applied.wal().compareTo(replayedFrom) < 0) {
      throw new StoreLostException(
          "The %s store fell back to %s, and changes are replayed only from %s."
              .formatted(store, applied.wal(), replayedFrom));
    }
    log.info("The {} store has everything up to {}", store, applied.wal());
  }

  private StreamPosition position() {
    return new StreamPosition(
        tenure.stream(), tenure.systemIdentifier(), tenure.timeline(), replayedFrom);
  }
}
