package io.millrace.projector.run;

import io.millrace.projector.change.ChangeSourceState;
import io.millrace.projector.slot.ProjectorHaltException;
import io.millrace.write.channel.ReadStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a projector is doing.
 *
 * @param phase where it is in its life
 * @param generation of its time with the slot, 0 without one
 * @param source what its change source is doing
 * @param awayStores why and since when a store does not answer
 * @param documents documents derived in this session
 * @param batches batches derived in this session
 * @param outdated derivations thrown away for their age
 * @param derivationRetries how often Postgres was asked again
 * @param visibilityRetries how often a snapshot did not see a transaction of its batch yet
 * @param unroutedRows changed rows that no read model names
 * @param skippedUpdates updates that touched no column that is read
 * @param backfilled keys that a backfill of this session brought into every store
 * @param filled whether every read model was filled once
 * @param waitingFor what keeps it from beginning
 * @param haltedReason why it stopped for good
 * @param haltedRemedy what helps
 */
public record ProjectorState(
    Phase phase,
    long generation,
    Optional<ChangeSourceState> source,
    Map<ReadStore, String> awayStores,
    long documents,
    long batches,
    long outdated,
    long derivationRetries,
    long visibilityRetries,
    long unroutedRows,
    long skippedUpdates,
    Map<String, Long> backfilled,
    boolean filled,
    Optional<String> waitingFor,
    Optional<String> haltedReason,
    Optional<String> haltedRemedy) {

  /** A phase of a projector's life. */
  public enum Phase {
    /** Taking the slot, or waiting for a server. */
    STARTING,
    /** Another projector owns the slot; this one waits to take over. */
    STANDBY,
    /** Filling a read model while it follows the changes. */
    BACKFILLING,
    /** Following the changes. */
    FOLLOWING,
    /** A store does not answer; the slot holds the changes. */
    STORE_AWAY,
    /** Finishing what is under way. */
    DRAINING,
    /** Stopped for good. */
    HALTED
  }

  static ProjectorState of(
      Optional<Session> session,
      Optional<String> waitingFor,
      Optional<ProjectorHaltException> halted,
      boolean standby,
      boolean closing) {
    var away = new TreeMap<ReadStore, String>();
    session.ifPresent(
        open -> {
          for (var store : ReadStore.values()) {
            open.projection().away(store).ifPresent(reason -> away.put(store, reason));
          }
        });
    boolean filled = session.map(open -> open.backfill().finished()).orElse(false);
    return new ProjectorState(
        unlessWorking(halted.isPresent(), closing, standby)
            .orElseGet(() -> working(session.isPresent() && waitingFor.isEmpty(), filled, away)),
        session.map(open -> open.tenure().generation()).orElse(0L),
        session.map(open -> open.source().state()),
        away,
        session.map(open -> open.projection().documents()).orElse(0L),
        session.map(open -> open.projection().batches()).orElse(0L),
        session.map(open -> open.projection().outdated()).orElse(0L),
        session.map(open -> open.deriver().retries()).orElse(0L),
        session.map(open -> open.deriver().visibilityRetries()).orElse(0L),
        session.map(open -> open.router().unrouted()).orElse(0L),
        session.map(open -> open.router().skipped()).orElse(0L),
        session.map(open -> open.backfill().done()).orElse(Map.of()),
        filled,
        waitingFor,
        halted.map(ProjectorHaltException::reason),
        halted.map(ProjectorHaltException::remedy));
  }

  private static Optional<Phase> unlessWorking(boolean halted, boolean closing, boolean standby) {
    if (halted) {
      return Optional.of(Phase.HALTED);
    }
    if (closing) {
      return Optional.of(Phase.DRAINING);
    }
    return standby ? Optional.of(Phase.STANDBY) : Optional.empty();
  }

  private static Phase working(boolean following, boolean filled, Map<?, ?> away) {
    if (!following) {
      return Phase.STARTING;
    }
    if (!away.isEmpty()) {
      return Phase.STORE_AWAY;
    }
    return filled ? Phase.FOLLOWING : Phase.BACKFILLING;
  }
}
