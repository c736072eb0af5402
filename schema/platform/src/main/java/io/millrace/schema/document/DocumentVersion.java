package io.millrace.schema.document;

import java.util.HexFormat;

/**
 * The place of a deriving snapshot in the order of snapshots: 20 bits of epoch, then 43 bits of
 * <i>n</i> = {@code pg_snapshot_xmax} − number of {@code pg_snapshot_xip}. <i>n</i> rises with
 * every finished transaction, so within an epoch a higher version has seen at least as much and an
 * equal one has seen the same.
 *
 * @param value the 63 bits as a positive number, as Elasticsearch's external version takes it
 */
public record DocumentVersion(long value) implements Comparable<DocumentVersion> {

  /** The number of hexadecimal digits of {@link #fixedWidth}. */
  public static final int WIDTH = 16;

  private static final int SNAPSHOT_BITS = 43;
  private static final long MAX_SNAPSHOT = (1L << SNAPSHOT_BITS) - 1;
  private static final long MAX_EPOCH = (1L << 20) - 1;

  public DocumentVersion {
    if (value < 0) {
      throw new IllegalArgumentException("A document version is not negative: " + value);
    }
  }

  /**
   * The version of a snapshot.
   *
   * @throws IllegalArgumentException when a part does not fit its bits
   */
  public static DocumentVersion of(long epoch, long snapshot) {
    if (epoch < 0 || epoch > MAX_EPOCH || snapshot < 0 || snapshot > MAX_SNAPSHOT) {
      throw new IllegalArgumentException(
          "Epoch %d or snapshot number %d does not fit a document version"
              .formatted(epoch, snapshot));
    }
    return new DocumentVersion(epoch << SNAPSHOT_BITS | snapshot);
  }

  /**
   * The version that {@link #fixedWidth} wrote.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static DocumentVersion parse(CharSequence hex) {
    if (hex.length() != WIDTH) {
      throw new IllegalArgumentException(
          "A document version has %d digits: %s".formatted(WIDTH, hex));
    }
    return new DocumentVersion(HexFormat.fromHexDigitsToLong(hex));
  }

  /** The epoch. */
  public long epoch() {
    return value >>> SNAPSHOT_BITS;
  }

  /** The number of transactions that the snapshot counts as finished. */
  public long snapshot() {
    return value & MAX_SNAPSHOT;
  }

  /** Sixteen hexadecimal digits, which compare as texts like the versions as numbers. */
  public String fixedWidth() {
    return HexFormat.of().toHexDigits(value);
  }

  @Override
  public int compareTo(DocumentVersion other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return epoch() + "." + snapshot();
  }
}
