package io.millrace.schema.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A field that a document holds.
 *
 * @param name the field's name in SDL and document
 * @param type the type of its value
 * @param nonNull whether the SDL forbids null
 * @param inaccessible whether no published schema shows it
 * @param indexing what the search index and the unique keys do with it
 */
public record DocumentField(
    String name, WireType type, boolean nonNull, boolean inaccessible, Indexing indexing) {

  /**
   * What the stores derive from a field.
   *
   * @param filterable whether it may be filtered by
   * @param sortable whether it may be sorted by
   * @param textBoost its weight in full-text queries, null where they don't match it
   * @param suggest whether it answers type-ahead
   * @param facet whether it is counted
   * @param scale decimal places kept in the index, for a Decimal that is filterable or sortable
   * @param uniqueKey the unique key that it is part of, null where it is of none
   */
  public record Indexing(
      boolean filterable,
      boolean sortable,
      @Nullable Double textBoost,
      boolean suggest,
      boolean facet,
      @Nullable Integer scale,
      @Nullable String uniqueKey) {

    /** Nothing is derived from the field. */
    public static final Indexing NONE = new Indexing(false, false, null, false, false, null, null);

    /** Whether the search index holds the field. */
    public boolean indexed() {
      return filterable || sortable || textBoost != null || suggest || facet;
    }
  }
}
