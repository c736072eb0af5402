package io.millrace.api.constraint;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The way to a value in an argument, written as {@code plantRename(input.labels[2].text)}. */
final class ValuePath {

  private final @Nullable ValuePath above;
  private final String step;

  private ValuePath(@Nullable ValuePath above, String step) {
    this.above = above;
    this.step = step;
  }

  /** The value of a field's argument. */
  static ValuePath of(String field, String argument) {
    return new ValuePath(null, field + "(" + argument);
  }

  /** A field of the object at this place. */
  ValuePath field(String name) {
    return new ValuePath(this, "." + name);
  }

  /** An element of the list at this place. */
  ValuePath element(int index) {
    return new ValuePath(this, "[" + index + "]");
  }

  @Override
  public String toString() {
    var steps = new ArrayDeque<String>();
    for (@Nullable ValuePath at = this; at != null; at = at.above) {
      steps.addFirst(at.step);
    }
    return String.join("", steps) + ")";
  }
}
