package io.millrace.schema.catalog;

import graphql.language.DirectivesContainer;
import org.jspecify.annotations.Nullable;

/**
 * In which versions an element is. Names of versions are dates, so their order is that of texts.
 *
 * @param since the first version that has it; null where all do
 * @param until the first version that has it no more; null where none is
 */
record Lifetime(@Nullable String since, @Nullable String until) {

  static Lifetime of(DirectivesContainer<?> element) {
    return new Lifetime(
        Applied.text(element, "since", "version").orElse(null),
        Applied.text(element, "until", "version").orElse(null));
  }

  boolean contains(String version) {
    return (since == null || since.compareTo(version) <= 0)
        && (until == null || version.compareTo(until) < 0);
  }

  /** Whether it begins later than something else. */
  boolean beginsAfter(Lifetime other) {
    return since != null && (other.since == null || other.since.compareTo(since) < 0);
  }
}
