package io.millrace.storefront.demo;

/** Is told how far a load is. */
@FunctionalInterface
public interface DemoProgress {

  /** Tells nobody. */
  DemoProgress SILENT = (table, done, total) -> {};

  /**
   * A chunk is loaded.
   *
   * @param table the table that is being loaded
   * @param done units of work done: rows, or the parents whose rows are loaded
   * @param total units of work in all
   */
  void advanced(String table, int done, int total);
}
