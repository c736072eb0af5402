package io.millrace.projector.run;

import io.millrace.projector.backfill.ProgressLostException;
import io.millrace.projector.position.StoreChangedException;
import io.millrace.projector.position.StoreJournal;
import io.millrace.projector.project.Backoff;
import io.millrace.projector.sink.StoreAwayException;
import io.millrace.projector.slot.ProjectorHaltException;
import io.millrace.projector.slot.SlotHeldException;
import io.millrace.projector.slot.SlotLock;
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
  private static final Duration LOCK_WATCH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration STANDBY_INTERVAL = Duration.ofMillis(500);

  @FunctionalInterface
  private interface Pause {
    void run() throws InterruptedException;
  }

  private final ProjectorParts parts;
  private final Stores stores;
  private final SlotLock lock;
  private final LogWatch logWatch = new LogWatch();
  private volatile boolean closing;
  private volatile boolean standby;
  private volatile @Nullable Session session;
  private volatile @Nullable String waitingFor;
  private volatile @Nullable ProjectorHaltException halted;
  private volatile @Nullable Thread waiting;

  public Projector(ProjectorParts parts) {
    this.parts = parts;
    this.stores = new Stores(parts);
    this.lock = parts.ownership().lock();
  }

  /**
   * Projects until {@link #close} is called.
   *
   * @throws ProjectorHaltException when it can't go on; the reason is recorded in {@code
   *     millrace.replication}
   * @throws InterruptedException when the thread is interrupted
   */
  public void run() throws InterruptedException {
    var watchingLog = Thread.ofVirtual().name("millrace-log-watch").start(this::watchLog);
    var watchingLock = Thread.ofVirtual().name("millrace-lock-watch").start(this::watchLock);
    try {
      StartupInspection.of(parts, stores).run();
      var backoff = new Backoff();
      while (!closing) {
        try {
          if (!lock.hold()) {
            standBy("Another projector owns the slot");
            continue;
          }
          standby = false;
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
        } catch (SlotHeldException held) {
          standBy(held.reason());
        } catch (StoreAwayException | SlotQueryException | ProgressLostException passing) {
          waitingFor = passing.getMessage();
          log.warn("Waiting before the next try: {}", passing.getMessage());
          pause(backoff::pause);
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
      watchingLog.interrupt();
      watchingLock.interrupt();
      stores.close();
      lock.close();
    }
  }

  private void standBy(String why) throws InterruptedException {
    if (!standby) {
      standby = true;
      session = null;
      waitingFor = null;
      log.info("Standing by, to take over. {}", why);
    }
    pause(() -> Thread.sleep(STANDBY_INTERVAL));
  }

  /** A wait that {@link #close} ends. */
  private void pause(Pause pause) throws InterruptedException {
    waiting = Thread.currentThread();
    try {
      if (!closing) {
        pause.run();
      }
    } finally {
      waiting = null;
    }
  }

  /** An owner whose lock another has got ends its session, which the other waits for. */
  private void watchLock() {
    try {
      while (!closing) {
        Thread.sleep(LOCK_WATCH_INTERVAL);
        var open = session;
        if (open != null && !holdsLock()) {
          log.warn("Another projector has the lock of the slot now");
          open.end();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean holdsLock() {
    try {
      return lock.hold();
    } catch (SlotQueryException unknown) {
      // Where another has got it all the same, the generation fences this session.
      return true;
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
        standby,
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
    var search = published(stores.searchJournal());
    return published(stores.lookupJournal())
        .flatMap(one -> search.map(other -> one.compareTo(other) <= 0 ? one : other));
  }

  /** What this projector has published to a store; nothing while another one does. */
  Optional<WalPosition> published(StoreJournal journal) {
    return standby ? Optional.empty() : journal.position();
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
    try {
      // Another projector that owns the slot is well, and its row must not say otherwise.
      if (lock.hold()) {
        parts.ownership().halt(halt);
      }
    } catch (SlotQueryException unrecorded) {
      log.error("The reason could not be recorded", unrecorded);
    }
  }
}
