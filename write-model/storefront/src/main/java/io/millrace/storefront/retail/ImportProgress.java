package io.millrace.storefront.retail;

/** Is told how far an import is, on the importing thread; what it throws ends the import there. */
@FunctionalInterface
public interface ImportProgress {

  /** Tells nobody. */
  ImportProgress SILENT = (step, done, total) -> {};

  /** The steps, in their order, and what they count. */
  enum Step {
    /** Reading and checking the file; counts its bytes. */
    READ,
    /** Working out what the file says; one unit, which takes some seconds. */
    DERIVE,
    /** Inserting products with their variants; counts rows. */
    PRODUCTS,
    /** Inserting customers; counts rows. */
    CUSTOMERS,
    /** Inserting orders with their lines; counts rows. */
    ORDERS
  }

  /**
   * Some of a step is done, and of the steps that insert, committed.
   *
   * @param done units done, never less than before
   * @param total units in all; nothing to do is 0 of 0
   */
  void advanced(Step step, long done, long total);
}
