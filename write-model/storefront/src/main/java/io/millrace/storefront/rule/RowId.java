package io.millrace.storefront.rule;

import io.millrace.schema.key.DocumentKey;
import org.jspecify.annotations.Nullable;

/** The row that an id in a command names. */
public final class RowId {

  /** No row has it: the sequences begin with 1. */
  public static final long NONE = 0;

  private RowId() {}

  /**
   * The row's key; a well-formed id whose key is no number names no row, so that it ends in "not
   * found" like any other id without a row.
   */
  public static long of(DocumentKey id) {
    try {
      return id.number();
    } catch (NumberFormatException noRow) {
      return NONE;
    }
  }

  /** The row's key, or null where no id is given. */
  public static @Nullable Long ofOptional(@Nullable DocumentKey id) {
    return id == null ? null : of(id);
  }
}
