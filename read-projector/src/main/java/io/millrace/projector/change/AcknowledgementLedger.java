package io.millrace.projector.change;

import io.millrace.write.position.WalPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides how far the slot may move: past the longest prefix of acknowledged batches, to the end of
 * a transaction, and only once that prefix is older than {@code behind}.
 *
 * @param <T> what moves the slot to the end of a batch
 */
final class AcknowledgementLedger<T> {

  /** Acknowledgements within a hundredth of {@code behind} are released together. */
  private static final int RELEASES_KEPT = 100;

  private final long behindNanos;
  private final LongSupplier nanoTime;
  private final ArrayDeque<Entry> handedOver = new ArrayDeque<>();
  private final ArrayDeque<Aging<T>> aging = new ArrayDeque<>();
  private WalPosition handedOverTo = WalPosition.ZERO;
  private WalPosition acknowledgedTo = WalPosition.ZERO;
  private WalPosition releasedTo = WalPosition.ZERO;

  AcknowledgementLedger(Duration behind, LongSupplier nanoTime) {
    this.behindNanos = behind.toNanos();
    this.nanoTime = nanoTime;
  }

  /** An acknowledged prefix that waits until it is old enough. */
  private record Aging<T>(long firstNanos, long lastNanos, WalPosition end, T token) {}

  /** A batch that was handed over. */
  final class Entry {
    private final WalPosition end;
    private final @Nullable T token;
    private boolean acknowledged;

    private Entry(WalPosition end, @Nullable T token) {
      this.end = end;
      this.token = token;
    }

    void acknowledge() {
      synchronized (AcknowledgementLedger.this) {
        acknowledged = true;
        advance();
      }
    }
  }

  /** Enters a batch, in order. A null token says that the slot can't stand at its end. */
  synchronized Entry handOver(WalPosition end, @Nullable T token) {
    var entry = new Entry(end, token);
    handedOver.add(entry);
    handedOverTo = end;
    return entry;
  }

  /** What moves the slot as far as it may go now; empty when that is no further than before. */
  synchronized Optional<T> release() {
    long now = nanoTime.getAsLong();
    Aging<T> due = null;
    for (var first = aging.peek();
        first != null && now - first.lastNanos >= behindNanos;
        first = aging.peek()) {
      due = aging.poll();
    }
    if (due == null) {
      return Optional.empty();
    }
    releasedTo = due.end;
    return Optional.of(due.token);
  }

  /** Whether {@link #release} would give something. */
  synchronized boolean due() {
    var first = aging.peek();
    return first != null && nanoTime.getAsLong() - first.lastNanos >= behindNanos;
  }

  synchronized WalPosition handedOverTo() {
    return handedOverTo;
  }

  synchronized WalPosition acknowledgedTo() {
    return acknowledgedTo;
  }

  synchronized WalPosition releasedTo() {
    return releasedTo;
  }

  private void advance() {
    for (var first = handedOver.peek();
        first != null && first.acknowledged;
        first = handedOver.peek()) {
      handedOver.poll();
      acknowledgedTo = first.end;
      if (first.token != null) {
        age(first.end, first.token);
      }
    }
  }

  private void age(WalPosition end, T token) {
    long now = nanoTime.getAsLong();
    var last = aging.peekLast();
    long first = now;
    // Joined with the one before while that one's group is young; the group then waits for its
    // youngest, so joining can only make the slot move later.
    if (last != null && now - last.firstNanos < behindNanos / RELEASES_KEPT) {
      aging.pollLast();
      first = last.firstNanos;
    }
    aging.add(new Aging<>(first, now, end, token));
  }
}
