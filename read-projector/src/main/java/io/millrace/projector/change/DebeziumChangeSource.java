package io.millrace.projector.change;

import io.debezium.engine.RecordChangeEvent;
import io.millrace.projector.slot.SlotHeldException;
import io.millrace.projector.slot.SlotLostException;
import io.millrace.projector.slot.SlotOwnership;
import io.millrace.projector.slot.SlotQueryException;
import io.millrace.projector.slot.SlotTenure;
import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the changes with Debezium's embedded engine. Every engine starts at the slot with an
 * empty memory and ends with its first error; the next one comes after a backoff.
 */
public final class DebeziumChangeSource implements ChangeSource {

  private static final Logger log = LoggerFactory.getLogger(DebeziumChangeSource.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);
  private static final Duration SETTLE_WAIT = Duration.ofSeconds(2);
  private static final Duration SETTLE_POLL = Duration.ofMillis(20);

  private final ChangeSourceSettings settings;
  private final DataSource dataSource;
  private final SlotOwnership ownership;
  private final SlotTenure tenure;
  private final LongSupplier nanoTime;
  private final Runnable beforeEngine;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Backoff backoff;

  private volatile ChangeSourceState.Phase phase = ChangeSourceState.Phase.IDLE;
  private volatile AcknowledgementLedger<RecordChangeEvent<SourceRecord>> ledger;
  private volatile @Nullable EngineRun engine;
  private volatile @Nullable Thread runner;
  private volatile int engines;

  /**
   * A source for one tenure of a slot.
   *
   * @param dataSource connections for the source's markers
   * @param tenure what {@link SlotOwnership#take} gave
   */
  public DebeziumChangeSource(
      ChangeSourceSettings settings,
      DataSource dataSource,
      SlotOwnership ownership,
      SlotTenure tenure) {
    this(settings, dataSource, ownership, tenure, System::nanoTime, () -> {});
  }

  /**
   * For tests.
   *
   * @param nanoTime the clock of {@code acknowledge-behind}, like {@link System#nanoTime}
   * @param beforeEngine the gate between the look at the slot and the start of each engine
   */
  DebeziumChangeSource(
      ChangeSourceSettings settings,
      DataSource dataSource,
      SlotOwnership ownership,
      SlotTenure tenure,
      LongSupplier nanoTime,
      Runnable beforeEngine) {
    this.settings = settings;
    this.dataSource = dataSource;
    this.ownership = ownership;
    this.tenure = tenure;
    this.nanoTime = nanoTime;
    this.beforeEngine = beforeEngine;
    this.ledger = new AcknowledgementLedger<>(settings.acknowledgeBehind(), nanoTime);
    this.backoff =
        new Backoff(settings.minBackoff(), settings.maxBackoff(), ThreadLocalRandom.current());
  }

  @Override
  public void run(ChangeConsumer consumer) throws InterruptedException {
    if (phase != ChangeSourceState.Phase.IDLE) {
      throw new IllegalStateException("A change source runs once");
    }
    runner = Thread.currentThread();
    try (var markers = new MarkerWriter(dataSource)) {
      markers.every(settings.markerInterval(), tenure.generation());
      follow(consumer, markers);
    } catch (SlotLostException lost) {
      log.error("{}", lost.getMessage());
      recordLoss(lost);
      throw lost;
    } finally {
      phase = ChangeSourceState.Phase.CLOSED;
      ended.countDown();
    }
  }

  @Override
  public ChangeSourceState state() {
    var current = ledger;
    return new ChangeSourceState(
        phase, engines, current.handedOverTo(), current.acknowledgedTo(), current.releasedTo());
  }

  @Override
  public void close() {
    closing.countDown();
    var running = engine;
    var thread = runner;
    if (running != null) {
      if (phase == ChangeSourceState.Phase.STREAMING && thread != Thread.currentThread()) {
        settle();
      }
      running.close();
    }
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    try {
      if (!ended.await(CLOSE_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("The change source did not end within {}; interrupting it", CLOSE_WAIT);
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the slot stands as far as it may. The engine moves it when it brings something, a
   * marker at the latest, and tells Postgres when it looks for more.
   */
  private void settle() {
    long limit = System.nanoTime() + settings.markerInterval().plus(SETTLE_WAIT).toNanos();
    try {
      while (phase == ChangeSourceState.Phase.STREAMING
          && !settled()
          && System.nanoTime() < limit) {
        Thread.sleep(SETTLE_POLL);
      }
    } catch (SlotQueryException unreachable) {
      log.debug("The slot was not looked at", unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean settled() {
    var released = ledger.releasedTo();
    return !ledger.due()
        && (released.equals(WalPosition.ZERO)
            || ownership
                .look()
                .flatMap(slot -> Optional.ofNullable(slot.confirmed()))
                .filter(confirmed -> confirmed.compareTo(released) >= 0)
                .isPresent());
  }

  private void follow(ChangeConsumer consumer, MarkerWriter markers) throws InterruptedException {
    while (!closed()) {
      phase = ChangeSourceState.Phase.CONNECTING;
      Optional<? extends Throwable> why;
      try {
        why = runEngine(consumer, markers);
      } catch (SlotQueryException unreachable) {
        why = Optional.of(unreachable);
      }
      if (closed()) {
        return;
      }
      phase = ChangeSourceState.Phase.BACKING_OFF;
      var pause = backoff.next();
      log.warn(
          "The connection for changes was lost; a new engine starts at the slot in {} ms: {}",
          pause.toMillis(),
          why.map(Throwable::toString).orElse("the engine ended by itself"));
      if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  private Optional<Throwable> runEngine(ChangeConsumer consumer, MarkerWriter markers)
      throws InterruptedException {
    if (engines > 0) {
      long epoch = ownership.raiseEpoch(tenure);
      log.info("Raised the epoch to {} after a lost connection", epoch);
    }
    engines++;
    ownership.awaitUnbroken();
    var nonce = "nonce " + UUID.randomUUID();
    var position = markers.write(nonce);
    beforeEngine.run();
    var proof = new SlotProof(tenure.stream().slotName(), nonce, position);
    var fresh =
        new AcknowledgementLedger<RecordChangeEvent<SourceRecord>>(
            settings.acknowledgeBehind(), nanoTime);
    ledger = fresh;
    var run =
        new EngineRun(
            EngineProperties.of(settings, tenure.stream()),
            settings,
            proof,
            fresh,
            consumer,
            this::proven);
    engine = run;
    if (closed()) {
      return Optional.empty();
    }
    return run.run();
  }

  private void proven() {
    ownership.confirm(tenure);
    backoff.reset();
    phase = ChangeSourceState.Phase.STREAMING;
    log.info("Slot {} is whole; streaming", tenure.stream().slotName());
  }

  private void recordLoss(SlotLostException lost) throws InterruptedException {
    try {
      ownership.recordLoss(lost);
    } catch (SlotQueryException | SlotHeldException unreachable) {
      // The slot that Debezium made has no failover, so the next start finds the loss again.
      lost.addSuppressed(unreachable);
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }
}
