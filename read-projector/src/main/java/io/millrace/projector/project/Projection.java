package io.millrace.projector.project;

import io.millrace.projector.position.Channel;
import io.millrace.projector.position.StoreJournal;
import io.millrace.projector.route.KeyConsumer;
import io.millrace.projector.route.RoutedKeys;
import io.millrace.projector.sink.DocumentStore;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.channel.ReadStore;
import io.millrace.write.derivation.DerivedBatch;
import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Derives the documents of routed keys and puts them into every store. While the stores write one
 * batch, the next is derived; how many documents are under way is bounded.
 */
public final class Projection implements KeyConsumer, AutoCloseable {

  private static final Duration FOREVER = Duration.ofDays(365);

  private final Deriver deriver;
  private final WholeModels wholeModels;
  private final int mostInFlight;
  private final Semaphore room;
  private final Map<ReadStore, Lane> lanes = new EnumMap<>(ReadStore.class);
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final LongAdder documents = new LongAdder();
  private final LongAdder batches = new LongAdder();

  /**
   * @param stores the stores and their records
   * @param wholeModels walks all documents of a read model, for truncations
   * @param failed is told once, when a lane ends for good
   */
  public Projection(
      Deriver deriver,
      Map<DocumentStore, StoreJournal> stores,
      Channel channel,
      WholeModels wholeModels,
      Limits limits,
      Consumer<Throwable> failed) {
    this.deriver = deriver;
    this.wholeModels = wholeModels;
    this.mostInFlight = limits.documentsInFlight();
    this.room = new Semaphore(mostInFlight, true);
    stores.forEach(
        (store, journal) -> {
          var lane =
              new Lane(
                  store,
                  journal,
                  channel,
                  deriver,
                  limits.mostAge(),
                  store.name() == ReadStore.SEARCH ? limits.visibleEvery() : Duration.ZERO,
                  cause -> {
                    if (failure.compareAndSet(null, cause)) {
                      failed.accept(cause);
                    }
                  });
          lanes.put(store.name(), lane);
          threads.add(
              Thread.ofPlatform()
                  .name("millrace-" + store.name().name().toLowerCase(java.util.Locale.ROOT))
                  .daemon()
                  .start(lane));
        });
  }

  @Override
  public void accept(RoutedKeys routed) throws InterruptedException {
    if (!routed.whole().isEmpty()) {
      // From here on every snapshot sees the truncation; what older ones derived is written, so
      // that
      // the walk finds it.
      deriver.derive(none(routed.whole()), routed.mustSee());
      drain(FOREVER);
    }
    for (var model : routed.whole()) {
      wholeModels.walk(
          model, keys -> project(Map.of(model, keys), routed.mustSee(), null, () -> {}));
    }
    project(routed.keys(), routed.mustSee(), routed.end(), routed.acknowledgement());
  }

  /**
   * Derives documents and puts them into the stores' lanes; blocks while too many are under way.
   *
   * @param end the position that is reached with them; null for those of a backfill
   * @param done is run when every store has them
   */
  public void project(
      Map<ReadModel, ? extends Collection<DocumentKey>> keys,
      Set<Long> mustSee,
      @Nullable WalPosition end,
      Runnable done)
      throws InterruptedException {
    int size = keys.values().stream().mapToInt(Collection::size).sum();
    // A batch that is larger than the bound goes alone.
    int permits = Math.clamp(size, 1, mostInFlight);
    room.acquire(permits);
    boolean handedOver = false;
    try {
      var derived = size == 0 ? nothing() : deriver.derive(keys, mustSee);
      documents.add(size);
      if (size > 0) {
        batches.increment();
      }
      var work =
          new Work(
              keys,
              mustSee,
              derived,
              end,
              new AtomicInteger(lanes.size()),
              () -> {
                room.release(permits);
                done.run();
              });
      lanes.values().forEach(lane -> lane.offer(work));
      handedOver = true;
    } finally {
      if (!handedOver) {
        room.release(permits);
      }
    }
  }

  /**
   * Waits until everything that was taken is in the stores.
   *
   * @return whether it is
   */
  public boolean drain(Duration patience) throws InterruptedException {
    boolean drained = room.tryAcquire(mostInFlight, patience.toNanos(), TimeUnit.NANOSECONDS);
    if (drained) {
      room.release(mostInFlight);
    }
    return drained;
  }

  /** Why and since when a store does not answer; empty while it does. */
  public java.util.Optional<String> away(ReadStore store) {
    var lane = lanes.get(store);
    var away = lane == null ? null : lane.away();
    return away == null
        ? java.util.Optional.empty()
        : java.util.Optional.of("since %s: %s".formatted(away.since(), away.reason()));
  }

  /** How many documents were derived. */
  public long documents() {
    return documents.sum();
  }

  /** How many batches of documents were derived. */
  public long batches() {
    return batches.sum();
  }

  /** How many derivations were thrown away for their age. */
  public long outdated() {
    return lanes.values().stream().mapToLong(Lane::outdated).sum();
  }

  @Override
  public void close() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      thread.join(Duration.ofSeconds(15));
    }
  }

  private static Map<ReadModel, List<DocumentKey>> none(Collection<ReadModel> models) {
    return models.stream()
        .collect(java.util.stream.Collectors.toMap(model -> model, model -> List.of()));
  }

  private static DerivedBatch nothing() {
    return new DerivedBatch(DocumentVersion.of(0, 0), List.of(), Instant.MAX);
  }

  /**
   * The projection's bounds.
   *
   * @param documentsInFlight derived documents that no store need have yet
   * @param mostAge D: how old a derivation may be when it is sent
   * @param visibleEvery the least time between two refreshes of the search index
   */
  public record Limits(int documentsInFlight, Duration mostAge, Duration visibleEvery) {}

  /** Walks the keys of all documents that a read model has or had. */
  @FunctionalInterface
  public interface WholeModels {

    /** Gives every key to {@code consumer}, in portions; a key may come twice. */
    void walk(ReadModel model, KeyPortion consumer) throws InterruptedException;
  }

  /** Takes a portion of keys. */
  @FunctionalInterface
  public interface KeyPortion {

    /** Takes the keys. */
    void accept(Collection<DocumentKey> keys) throws InterruptedException;
  }
}
