package io.millrace.storefront.retail;

/** A file can't be taken as it is. Nothing of it was loaded. */
public final class BrokenFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long line;

  /**
   * Names what is wrong, and where.
   *
   * @param line counted from 1, the header's; of a record over several lines the first
   */
  BrokenFileException(long line, String problem) {
    super("line %,d: %s; nothing was loaded".formatted(line, problem));
    this.line = line;
  }

  /** The line that is wrong, counted from 1, the header's. */
  public long line() {
    return line;
  }
}
