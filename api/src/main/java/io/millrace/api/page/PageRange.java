package io.millrace.api.page;

import org.jspecify.annotations.Nullable;

/**
 * The part of an ordered list that a page is taken from.
 *
 * @param backward whether rows are taken from its end instead of from its beginning
 * @param size how many rows are taken
 * @param after the place after which it begins, null for the list's beginning
 * @param before the place before which it ends, null for the list's end
 */
public record PageRange(
    boolean backward, int size, @Nullable Position after, @Nullable Position before) {

  /** The place that rows are taken from, null for an end of the list. */
  public @Nullable Position start() {
    return backward ? before : after;
  }

  /** The place that no row may reach, null for an end of the list. */
  public @Nullable Position bound() {
    return backward ? after : before;
  }
}
