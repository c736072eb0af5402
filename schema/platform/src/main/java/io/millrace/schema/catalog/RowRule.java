package io.millrace.schema.catalog;

import java.util.List;
import java.util.Set;

/**
 * Which rows of a read model a caller sees: {@code @visible} and {@code @owner}. One condition that
 * the row meets suffices, and one scope that the caller holds shows all rows.
 *
 * @param conditions what shows a row
 * @param scopes what shows every row
 */
public record RowRule(List<Condition> conditions, Set<String> scopes) {

  public RowRule {
    conditions = List.copyOf(conditions);
    scopes = Set.copyOf(scopes);
  }

  /** Something that a row's field must hold; a list holds each of its elements. */
  public sealed interface Condition {

    /** The document's field, which is filterable. */
    DocumentField field();
  }

  /**
   * The field holds a value.
   *
   * @param value the value, as {@link ComparedValue} reads it
   */
  public record Is(DocumentField field, Object value) implements Condition {}

  /**
   * The field holds the caller's claim, or an element of it where it is a list.
   *
   * @param claim the claim's name
   */
  public record Claimed(DocumentField field, String claim) implements Condition {}
}
