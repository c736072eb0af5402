package io.millrace.projector.change;

import static org.awaitility.Awaitility.await;

import io.millrace.projector.slot.SlotOwnership;
import io.millrace.projector.slot.SourceDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A change source on a thread of its own, with everything that it handed over. */
final class RunningSource implements AutoCloseable {

  static final Duration BOUND = Duration.ofSeconds(40);

  final List<ChangeBatch> batches = new CopyOnWriteArrayList<>();
  final ChangeSource source;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private RunningSource(ChangeSource source, ChangeConsumer consumer) {
    this.source = source;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    source.run(
                        batch -> {
                          batches.add(batch);
                          consumer.accept(batch);
                        });
                  } catch (Throwable thrown) {
                    failure = thrown;
                  }
                });
  }

  /** How a source is started. */
  static final class Start {
    private final SourceDatabase database;
    private ChangeConsumer consumer = ChangeBatch::acknowledge;
    private UnaryOperator<ChangeSourceSettings> settings = same -> same;
    private AtomicLong clock = new AtomicLong();
    private Runnable gate = () -> {};

    Start(SourceDatabase database) {
      this.database = database;
    }

    Start consumer(ChangeConsumer consumer) {
      this.consumer = consumer;
      return this;
    }

    Start settings(UnaryOperator<ChangeSourceSettings> settings) {
      this.settings = settings;
      return this;
    }

    Start clock(AtomicLong clock) {
      this.clock = clock;
      return this;
    }

    Start gate(Runnable gate) {
      this.gate = gate;
      return this;
    }

    RunningSource go() throws InterruptedException {
      return go(database.ownership());
    }

    RunningSource go(SlotOwnership ownership) throws InterruptedException {
      var tenure = ownership.take(List.of());
      var at = database.database();
      var base =
          ChangeSourceSettings.of(at.host(), at.port(), at.name(), at.user(), at.password())
              .withAcknowledgeBehind(Duration.ZERO);
      var source =
          new DebeziumChangeSource(
              settings.apply(base), database.dataSource(), ownership, tenure, clock::get, gate);
      return new RunningSource(source, consumer);
    }
  }

  static Start on(SourceDatabase database) {
    return new Start(database);
  }

  /** All row changes handed over. */
  List<RowChange> changes() {
    return batches.stream().flatMap(batch -> batch.changes().stream()).toList();
  }

  List<Marker> markers() {
    return batches.stream().flatMap(batch -> batch.markers().stream()).toList();
  }

  /** The values of a column in the new images, in order. */
  List<Object> after(String column) {
    return changes().stream()
        .filter(change -> change.after() != null)
        .map(change -> change.after().get(column))
        .toList();
  }

  RunningSource streaming() {
    until(() -> source.state().phase() == ChangeSourceState.Phase.STREAMING);
    return this;
  }

  /** Waits for a condition, and fails at once when the source has failed. */
  /** Waits until nobody reads from the slot. */
  static void awaitFree(SourceDatabase database) {
    await()
        .atMost(BOUND)
        .until(() -> database.ownership().look().filter(slot -> slot.held()).isEmpty());
  }

  void until(Callable<Boolean> condition) {
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(10))
        .failFast("the change source failed", () -> failure != null)
        .until(condition);
  }

  /** The exception that ended the source. */
  Throwable failure() {
    await().atMost(BOUND).until(() -> failure != null);
    return Objects.requireNonNull(failure);
  }

  @Override
  public void close() throws InterruptedException {
    source.close();
    thread.join(BOUND.toMillis());
  }
}
