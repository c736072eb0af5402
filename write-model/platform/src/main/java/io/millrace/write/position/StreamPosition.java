package io.millrace.write.position;

/**
 * A place in the stream of changes of one cluster.
 *
 * @param stream the stream
 * @param systemIdentifier the cluster's, as {@code pg_control_system()} gives it: a restored or
 *     foreign database has another
 * @param timeline the cluster's timeline at the position; a promotion begins a new one
 * @param wal the place in the log
 */
public record StreamPosition(
    SourcePartition stream, String systemIdentifier, int timeline, WalPosition wal) {

  /** Whether positions of the other can be compared with this one's: same stream and cluster. */
  public boolean comparableTo(StreamPosition other) {
    return stream.equals(other.stream) && systemIdentifier.equals(other.systemIdentifier);
  }

  /**
   * Whether everything up to {@code other} lies behind this position. A later timeline contains
   * what the earlier one had when it ended, so the place in the log decides there too.
   *
   * @return false also where the two can't be compared
   */
  public boolean hasReached(StreamPosition other) {
    return comparableTo(other) && timeline >= other.timeline && wal.compareTo(other.wal) >= 0;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static StreamPosition parse(String text) {
    var parts = text.split(" ", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("'%s' is not a position in a stream".formatted(text));
    }
    return new StreamPosition(
        SourcePartition.parse(parts[0]),
        parts[1],
        Integer.parseInt(parts[2]),
        WalPosition.parse(parts[3]));
  }

  /** Stream, system identifier, timeline and place, apart by spaces. */
  @Override
  public String toString() {
    return stream + " " + systemIdentifier + " " + timeline + " " + wal;
  }
}
