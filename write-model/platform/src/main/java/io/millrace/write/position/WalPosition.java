package io.millrace.write.position;

/**
 * A place in Postgres' write-ahead log, in its own unsigned order.
 *
 * @param lsn the 64 bits of a {@code pg_lsn}
 */
public record WalPosition(long lsn) implements Comparable<WalPosition> {

  /** Before everything. */
  public static final WalPosition ZERO = new WalPosition(0);

  /**
   * Reads Postgres' text form, two hexadecimal numbers: {@code 16/B374D848}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static WalPosition parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("Not a position of the write-ahead log: " + text);
    }
    long high = Long.parseUnsignedLong(text, 0, slash, 16);
    long low = Long.parseUnsignedLong(text, slash + 1, text.length(), 16);
    return new WalPosition(high << 32 | low);
  }

  @Override
  public int compareTo(WalPosition other) {
    return Long.compareUnsigned(lsn, other.lsn);
  }

  @Override
  public String toString() {
    return "%X/%X".formatted(lsn >>> 32, lsn & 0xFFFF_FFFFL);
  }
}
