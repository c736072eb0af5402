package io.millrace.write.position;

/**
 * A place in Postgres' write-ahead log: a log sequence number, compared as an unsigned number.
 *
 * @param lsn its 64 bits
 */
public record WalPosition(long lsn) implements Comparable<WalPosition> {

  /** Before every record. */
  public static final WalPosition ZERO = new WalPosition(0);

  /**
   * Reads Postgres' text form, {@code X/Y}: the high and the low 32 bits in hexadecimal.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static WalPosition parse(String text) {
    int slash = text.indexOf('/');
    if (slash > 0 && slash <= 8 && text.length() - slash - 1 <= 8) {
      try {
        long high = Integer.parseUnsignedInt(text, 0, slash, 16);
        long low = Integer.parseUnsignedInt(text, slash + 1, text.length(), 16);
        return new WalPosition(high << 32 | (low & 0xFFFF_FFFFL));
      } catch (NumberFormatException malformed) {
        // falls through to the one message
      }
    }
    throw new IllegalArgumentException("'%s' is not a position X/Y in the log".formatted(text));
  }

  /** The bytes of log between {@code earlier} and this position; negative where it is later. */
  public long bytesSince(WalPosition earlier) {
    return lsn - earlier.lsn;
  }

  @Override
  public int compareTo(WalPosition other) {
    return Long.compareUnsigned(lsn, other.lsn);
  }

  /** Postgres' text form. */
  @Override
  public String toString() {
    return "%X/%X".formatted(lsn >>> 32, lsn & 0xFFFF_FFFFL);
  }
}
