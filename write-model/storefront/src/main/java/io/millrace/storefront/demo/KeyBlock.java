package io.millrace.storefront.demo;

/**
 * Keys reserved from a table's sequence.
 *
 * @param first the first key; the others follow without a gap
 */
record KeyBlock(long first) {

  long key(int row) {
    return first + row;
  }
}
