package io.millrace.projector.run;

import io.millrace.projector.backfill.ProgressLostException;
import io.millrace.projector.position.StoreChangedException;
import io.millrace.projector.project.Backoff;
import io.millrace.projector.sink.StoreAwayException;
import io.millrace.projector.slot.ProjectorHaltException;
import io.millrace.projector.slot.SlotHeldException;
import io.millrace.projector.slot.SlotQueryException;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the read models current: one session with the slot after another, until it is closed or
 * halts. What passes by itself is waited for; what does not is recorded with the command that
 * helps.
 */
public final class Projector implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Projector.class);

  private static final Duration LOG_WATCH_INTERVAL = Duration.ofSeconds(1);

  private final ProjectorParts parts;
  private final Stores stores;
  private final LogWatch logWatch = new LogWatch();
  private volatile boolean closing;
  private volatile @Nullable Session session;
  private volatile @Nullable String waitingFor;
  private volatile @Nullable ProjectorHaltException halted;
  private volatile @Nullable Thread waiting;

  public Projector(ProjectorParts parts) {
    this.parts = parts;
    this.stores = new Stores(parts);
  }

  /**
   * Projects until {@link #close} is called.
   *
   * @throws ProjectorHaltException when it can't go on; the reason is recorded in {@code
   *     millrace.replication}
   * @throws InterruptedException when the thread is interrupted
   */
  public void run() throws InterruptedException {
    var watching = Thread.ofVirtual().name("millrace-log-watch").start(this::watchLog);
    try {
      StartupInspection.of(parts, stores).run();
      var backoff = new Backoff();
      while (!closing) {
        try {
          var open = Session.open(parts, stores);
          waitingFor = null;
          backoff = new Backoff();
          session = open;
          if (closing) {
            // It was closed while the session was being opened, and close() has not seen it.
            open.abandon();
          } else {
            open.run();
          }
        } catch (StoreChangedException changed) {
          log.warn("{}; beginning again from the slot", changed.getMessage());
        } catch (StoreAwayException | SlotQueryException | ProgressLostException passing) {
          waitingFor = passing.getMessage();
          log.warn("Waiting before the next try: {}", passing.getMessage());
          waiting = Thread.currentThread();
          backoff.pause();
        } finally {
          waiting = null;
        }
      }
    } catch (InterruptedException stopped) {
      if (!closing) {
        throw stopped;
      }
    } catch (ProjectorHaltException halt) {
      halt(halt);
      throw halt;
    } catch (RuntimeException unexpected) {
      var halt = new UnexpectedFailureException(unexpected);
      halt(halt);
      throw halt;
    } finally {
      watching.interrupt();
      stores.close();
    }
  }

  private void watchLog() {
    while (!closing) {
      try {
        logWatch.ends(stores.logEnd(), System.nanoTime());
      } catch (StoreAwayException unknown) {
        // The age of what is known to be missing goes on all the same.
      }
      try {
        Thread.sleep(LOG_WATCH_INTERVAL);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What the projector is doing, for health, readiness and {@code status}. */
  public ProjectorState state() {
    return ProjectorState.of(
        Optional.ofNullable(session),
        Optional.ofNullable(waitingFor),
        Optional.ofNullable(halted),
        closing);
  }

  /** Whether every read model was filled once, so that its documents can be served. */
  public boolean filled() {
    var open = session;
    return open != null && open.backfill().finished();
  }

  @Override
  public void close() {
    closing = true;
    var open = session;
    try {
      if (open != null) {
        log.info("Stopping: what has begun is finished and acknowledged first");
        open.close();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      interruptWait();
    }
  }

  /**
   * How many bytes of the log lie between its end and what both stores have; empty where that can't
   * be asked now.
   */
  public OptionalLong lagBytes() {
    return bytesSince(published());
  }

  /**
   * For how long the log has had something that not both stores have; empty before that is known.
   */
  public Optional<Duration> lag() {
    return logWatch.behind(published(), System.nanoTime());
  }

  /**
   * How many bytes of the log the server keeps for the slot; empty where that can't be asked now.
   */
  public OptionalLong slotRetainedBytes() {
    try {
      var slot = parts.ownership().look();
      return bytesSince(slot.flatMap(found -> Optional.ofNullable(found.keptFrom())));
    } catch (SlotQueryException unknown) {
      return OptionalLong.empty();
    }
  }

  private Optional<WalPosition> published() {
    var search = stores.searchJournal().position();
    return stores
        .lookupJournal()
        .position()
        .flatMap(one -> search.map(other -> one.compareTo(other) <= 0 ? one : other));
  }

  /** How many bytes of the log the replication slot holds back; empty without a session. */
  public OptionalLong slotDistanceBytes() {
    return bytesSince(
        Optional.ofNullable(session)
            .map(open -> open.source().state().released())
            .filter(released -> released.compareTo(WalPosition.ZERO) > 0));
  }

  private OptionalLong bytesSince(Optional<WalPosition> position) {
    try {
      return position.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(stores.logEnd().bytesSince(position.get()));
    } catch (StoreAwayException unknown) {
      return OptionalLong.empty();
    }
  }

  Collection<ReadModel> models() {
    return parts.catalog().readModels().values();
  }

  StoreNames names() {
    return parts.names();
  }

  Stores stores() {
    return stores;
  }

  private void interruptWait() {
    var thread = waiting;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void halt(ProjectorHaltException halt) {
    halted = halt;
    log.error("The projector stops. {}", halt.getMessage(), halt);
    // The owner of the slot is well, and its row must not say otherwise.
    if (!(halt instanceof SlotHeldException)) {
      try {
        parts.ownership().halt(halt);
      } catch (SlotQueryException unrecorded) {
        log.error("The reason could not be recorded", unrecorded);
      }
    }
  }
}
