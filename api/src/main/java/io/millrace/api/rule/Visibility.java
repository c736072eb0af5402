package io.millrace.api.rule;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.document.Document;
import java.util.List;
import java.util.Set;

/** Which documents of a type one caller may see. */
public final class Visibility {

  /** All documents. */
  public static final Visibility ALL = new Visibility(List.of());

  /** No document. */
  static final Visibility NONE = new Visibility(List.of());

  private final List<Admission> admissions;

  private Visibility(List<Admission> admissions) {
    this.admissions = List.copyOf(admissions);
  }

  static Visibility of(List<Admission> admissions) {
    return admissions.isEmpty() ? NONE : new Visibility(admissions);
  }

  /**
   * Values that show a document which holds one of them in a field.
   *
   * @param field the field, which is filterable
   * @param slot its slot
   * @param values the values, as documents give them
   */
  public record Admission(DocumentField field, int slot, Set<Object> values) {

    public Admission {
      values = Set.copyOf(values);
    }

    private boolean admits(Document document) {
      return switch (document.value(slot)) {
        case null -> false;
        case List<?> held ->
            held.stream().anyMatch(value -> value != null && values.contains(value));
        case Object held -> values.contains(held);
      };
    }
  }

  /** Whether every document is shown. */
  public boolean isAll() {
    return this == ALL;
  }

  /** What shows a document; one of them suffices, and nothing is shown where there are none. */
  public List<Admission> admissions() {
    return admissions;
  }

  /** Whether the document is shown. */
  public boolean shows(Document document) {
    return isAll() || admissions.stream().anyMatch(admission -> admission.admits(document));
  }
}
