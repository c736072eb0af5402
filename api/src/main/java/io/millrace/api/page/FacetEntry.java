package io.millrace.api.page;

import org.jspecify.annotations.Nullable;

/** How many documents have a value. Its components are the fields of every facet's entries. */
public sealed interface FacetEntry {

  /** How many documents; the largest {@code Int} where there are more. */
  int count();

  /**
   * Documents of one value.
   *
   * @param value the value, as the field's scalar takes it
   * @param count how many documents
   */
  record OfValue(Object value, int count) implements FacetEntry {}

  /**
   * Documents of values between two bounds.
   *
   * @param gte the least value
   * @param lt the first value above them all, null where the range has no end
   * @param count how many documents
   */
  record OfRange(Object gte, @Nullable Object lt, int count) implements FacetEntry {}
}
