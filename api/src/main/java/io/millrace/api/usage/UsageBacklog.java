package io.millrace.api.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted and is not stored yet, in the order in which it is written. While the database
 * is away it grows as far as its bound; further counts of what is in it still find their place.
 */
final class UsageBacklog {

  /** Days times clients times versions times elements. */
  static final int MOST_ROWS = 50_000;

  private final Map<UsageRow, Count> rows = new TreeMap<>();
  private long lost;

  /**
   * How often, and when last.
   *
   * @param until no later than that
   */
  record Count(long operations, Instant until) {

    Count plus(Count more) {
      return new Count(operations + more.operations(), more.until());
    }
  }

  /** A count of a row. */
  record Counted(UsageRow row, Count count) {}

  synchronized void add(UsageRow row, Count count) {
    // Names that nobody has proven leave half of it to the others, in whatever number they come.
    int most = row.client().proven() ? MOST_ROWS : MOST_ROWS / 2;
    if (rows.size() < most || rows.containsKey(row)) {
      rows.merge(row, count, Count::plus);
    } else {
      lost += count.operations();
    }
  }

  /** The first rows, which stay until {@link #forget} is told of them. */
  synchronized List<Counted> first(int most) {
    return rows.entrySet().stream()
        .limit(most)
        .map(entry -> new Counted(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Forgets what is stored now. Nothing may have been added since it was given. */
  synchronized void forget(List<Counted> stored) {
    stored.forEach(counted -> rows.remove(counted.row()));
  }

  /** How many rows wait. */
  synchronized int size() {
    return rows.size();
  }

  /** How many uses found no place since the last time that this was asked. */
  synchronized long takeLost() {
    long taken = lost;
    lost = 0;
    return taken;
  }
}
