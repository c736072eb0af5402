package io.millrace.projector.project;

import io.millrace.projector.position.Channel;
import io.millrace.projector.position.StoreJournal;
import io.millrace.projector.sink.DocumentStore;
import io.millrace.projector.sink.StoreAwayException;
import io.millrace.write.channel.ChannelRecord;
import io.millrace.write.channel.ChannelRecord.DocumentsChanged;
import io.millrace.write.channel.ChannelRecord.PositionReached;
import io.millrace.write.derivation.DerivedBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into one store: writes batches in their order, makes them visible, and then tells. Each
 * store has a lane and a thread of its own, so that lookups don't wait for the search index. What
 * has come while the store was busy is written together: a request costs Elasticsearch, which syncs
 * its log for each, more than many documents do.
 *
 * <p>What a reader is told about a batch comes in this order, and only after the batch is durable:
 * the store's own record of the applied position, then on the channel the notices and the position.
 */
final class Lane implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** So many documents are written together; a batch that is larger goes alone. */
  private static final int MOST_TOGETHER = 1_000;

  private final DocumentStore store;
  private final StoreJournal journal;
  private final Channel channel;
  private final Deriver deriver;
  private final Duration mostAge;
  private final long visibleEveryNanos;
  private final Consumer<Throwable> failed;
  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final List<Written> written = new ArrayList<>();
  private final LongAdder outdated = new LongAdder();
  private long visibleAt = System.nanoTime();
  private volatile @Nullable Away away;

  /**
   * @param mostAge D: an older derivation is thrown away and made again
   * @param visibleEvery the least time between two refreshes
   * @param failed takes what ended the lane
   */
  Lane(
      DocumentStore store,
      StoreJournal journal,
      Channel channel,
      Deriver deriver,
      Duration mostAge,
      Duration visibleEvery,
      Consumer<Throwable> failed) {
    this.store = store;
    this.journal = journal;
    this.channel = channel;
    this.deriver = deriver;
    this.mostAge = mostAge;
    this.visibleEveryNanos = visibleEvery.toNanos();
    this.failed = failed;
    this.visibleAt = System.nanoTime() - visibleEveryNanos;
  }

  /** Puts work at the end of the lane. The projection bounds how much there is. */
  void offer(Work work) {
    queue.add(work);
  }

  /** Since when and why the store does not answer; null while it does. */
  @Nullable Away away() {
    return away;
  }

  /** How many derivations were too old to be sent. */
  long outdated() {
    return outdated.sum();
  }

  @Override
  public void run() {
    try {
      while (true) {
        step();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failure) {
      failed.accept(failure);
    }
  }

  private void step() throws InterruptedException {
    long wait = visibleAt + visibleEveryNanos - System.nanoTime();
    var work =
        written.isEmpty() ? queue.take() : queue.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    if (work != null) {
      write(withWhatCameMeanwhile(work));
    }
    if (!written.isEmpty() && System.nanoTime() - visibleAt >= visibleEveryNanos) {
      tell();
    }
  }

  private List<Work> withWhatCameMeanwhile(Work first) {
    var together = new ArrayList<>(List.of(first));
    int documents = first.documents();
    for (var next = queue.peek();
        next != null && documents + next.documents() <= MOST_TOGETHER;
        next = queue.peek()) {
      documents += next.documents();
      together.add(queue.remove());
    }
    return together;
  }

  private void write(List<Work> together) throws InterruptedException {
    var current = new ArrayList<>(together.stream().map(Work::derived).toList());
    insist(
        () -> {
          var oldest = Instant.now().minus(mostAge);
          for (int at = 0; at < together.size(); at++) {
            if (oldest.isAfter(current.get(at).derivedAt())) {
              outdated.increment();
              var work = together.get(at);
              current.set(at, deriver.derive(work.keys(), work.mustSee()));
            }
          }
          store.write(current);
        });
    for (int at = 0; at < together.size(); at++) {
      written.add(new Written(together.get(at), current.get(at)));
    }
  }

  private void tell() throws InterruptedException {
    insist(store::makeVisible);
    visibleAt = System.nanoTime();
    var records = new ArrayList<ChannelRecord>();
    for (var batch : written) {
      records.addAll(notices(batch.derived()));
    }
    var last = written.reversed().stream().filter(batch -> batch.work().end() != null).findFirst();
    if (last.isPresent()) {
      var end = java.util.Objects.requireNonNull(last.get().work().end());
      insist(() -> journal.apply(end, last.get().derived().version().epoch()));
      records.add(new PositionReached(store.name(), journal.applied()));
    }
    var publication = channel.prepare(records);
    insist(publication::publish);
    written.forEach(batch -> batch.work().finishedByOneStore());
    written.clear();
  }

  private List<DocumentsChanged> notices(DerivedBatch derived) {
    var notices = new ArrayList<DocumentsChanged>();
    for (var documents : derived.models()) {
      notices.addAll(
          DocumentsChanged.pack(
              documents.model().type(),
              documents.model().hash(),
              store.name(),
              derived.version(),
              documents.present().keySet(),
              documents.absent()));
    }
    return notices;
  }

  /** Does it until it is done; a store that is away is waited for, however long it takes. */
  private void insist(Attempt attempt) throws InterruptedException {
    var backoff = new Backoff();
    while (true) {
      try {
        attempt.run();
        if (away != null) {
          log.info("{} answers again", store.name());
          away = null;
        }
        return;
      } catch (StoreAwayException failure) {
        if (Thread.interrupted()) {
          throw new InterruptedException("The projector stops while a store is away");
        }
        if (away == null) {
          log.warn(
              "{} is away, it is tried again until it answers: {}",
              store.name(),
              failure.getMessage());
          away = new Away(Instant.now(), String.valueOf(failure.getMessage()));
        }
      }
      backoff.pause();
    }
  }

  /**
   * A store that does not answer.
   *
   * @param since when it was missed first
   * @param reason what happened then
   */
  public record Away(Instant since, String reason) {}

  private record Written(Work work, DerivedBatch derived) {}

  @FunctionalInterface
  private interface Attempt {
    void run() throws InterruptedException;
  }
}
