package io.millrace.api.page;

/**
 * Seals and opens the cursors of one list: one field's documents under one filter and order, as one
 * caller sees them.
 */
public final class CursorScope {

  private final CursorSeal seal;
  private final byte[] list;

  CursorScope(CursorSeal seal, byte[] list) {
    this.seal = seal;
    this.list = list;
  }

  /** The cursor of a position in the list; the same for the same position. */
  public String seal(Position position) {
    return seal.seal(position, list);
  }

  /**
   * The position that a cursor of the list stands for.
   *
   * @throws io.millrace.api.error.RequestException when it is no cursor of this list
   */
  public Position open(String cursor) {
    return seal.open(cursor, list);
  }
}
