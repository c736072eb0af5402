package io.millrace.write.derivation;

import io.millrace.schema.document.DocumentVersion;
import java.util.Arrays;

/**
 * What {@code pg_current_snapshot()} says, and the epoch read in the same snapshot.
 *
 * @param epoch the source's epoch
 * @param xmin every transaction below is finished
 * @param xmax no transaction from here on is
 * @param inProgress the transactions between them that are not finished, ascending
 */
record Snapshot(long epoch, long xmin, long xmax, long[] inProgress) {

  /** Reads Postgres' text form, {@code xmin:xmax:xip,xip,…}. */
  static Snapshot parse(long epoch, String text) {
    var parts = text.split(":", -1);
    var inProgress =
        parts[2].isEmpty()
            ? new long[0]
            : Arrays.stream(parts[2].split(",")).mapToLong(Long::parseLong).toArray();
    return new Snapshot(epoch, Long.parseLong(parts[0]), Long.parseLong(parts[1]), inProgress);
  }

  /** DESIGN section 5: <i>n</i> rises with every transaction that finishes. */
  DocumentVersion version() {
    return DocumentVersion.of(epoch, xmax - inProgress.length);
  }

  /**
   * Whether the snapshot sees a committed transaction; the same answer as {@code
   * pg_visible_in_snapshot}.
   *
   * @param xid its 32-bit id. Of the 64-bit ids that end so, the one nearest to xmax is meant:
   *     logical decoding never lags by 2³¹ transactions, since Postgres itself would stop before
   */
  boolean sees(long xid) {
    long full = xmax + (int) (xid - xmax);
    return full < xmin || full < xmax && Arrays.binarySearch(inProgress, full) < 0;
  }
}
