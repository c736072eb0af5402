package io.millrace.storefront.retail;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbours that are inserted in one transaction.
 *
 * @param first the first one's ordinal
 * @param last the last one's
 * @param rows how many rows they need
 */
record Chunk(long first, long last, long rows) {

  /** Gathers units, in the order of their ordinals, into as few chunks as the bound allows. */
  static final class Packing {

    private final int maxRows;
    private final List<Chunk> chunks = new ArrayList<>();

    Packing(int maxRows) {
      this.maxRows = maxRows;
    }

    void add(long ordinal, long rows) {
      var open = chunks.isEmpty() ? null : chunks.getLast();
      if (open != null && open.rows + rows <= maxRows) {
        chunks.set(chunks.size() - 1, new Chunk(open.first, ordinal, open.rows + rows));
      } else {
        chunks.add(new Chunk(ordinal, ordinal, rows));
      }
    }

    List<Chunk> chunks() {
      return chunks;
    }
  }
}
