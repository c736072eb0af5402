package io.millrace.storefront.retail;

/**
 * How to import.
 *
 * @param stock what each new variant has in stock; history does not move it
 * @param chunkRows rows written in one transaction, at most; an order that has more lines than that
 *     is a transaction of its own
 */
public record ImportSettings(int stock, int chunkRows) {

  /** The stock of a new variant where nobody says otherwise. */
  public static final int DEFAULT_STOCK = 100;

  /** Half of what the projector keeps in one batch, so that it never splits a chunk. */
  public static final int DEFAULT_CHUNK_ROWS = 5_000;

  /** The usual settings. */
  public static final ImportSettings DEFAULT =
      new ImportSettings(DEFAULT_STOCK, DEFAULT_CHUNK_ROWS);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException when the stock is negative or a chunk holds nothing
   */
  public ImportSettings {
    if (stock < 0) {
      throw new IllegalArgumentException("The stock can't be negative: " + stock);
    }
    if (chunkRows < 1) {
      throw new IllegalArgumentException("A chunk needs at least one row: " + chunkRows);
    }
  }

  /** The same with another stock. */
  public ImportSettings withStock(int units) {
    return new ImportSettings(units, chunkRows);
  }
}
