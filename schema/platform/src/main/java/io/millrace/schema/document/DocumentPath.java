package io.millrace.schema.document;

import io.millrace.schema.document.ShapePlan.Slot;
import java.util.Arrays;

/** Where in a document the writer is: kept cheaply, spelled out only for a mismatch. */
final class DocumentPath {

  static final int NO_ELEMENT = -1;

  private Object[] names = new Object[16];
  private int[] elements = new int[16];
  private int depth;

  void clear() {
    depth = 0;
    names[0] = "";
  }

  /** Goes into an object. */
  void enter() {
    depth++;
    if (depth == names.length) {
      names = Arrays.copyOf(names, 2 * depth);
      elements = Arrays.copyOf(elements, 2 * depth);
    }
    names[depth] = "";
    elements[depth] = NO_ELEMENT;
  }

  /** Goes back to the object's own place. */
  void leave() {
    depth--;
  }

  void at(Slot slot) {
    names[depth] = slot;
    elements[depth] = NO_ELEMENT;
  }

  void at(String name) {
    names[depth] = name;
    elements[depth] = NO_ELEMENT;
  }

  void element(int index) {
    elements[depth] = index;
  }

  String text() {
    var text = new StringBuilder();
    for (int level = 1; level <= depth; level++) {
      if (level > 1) {
        text.append('.');
      }
      text.append(names[level] instanceof Slot slot ? slot.name() : names[level]);
      if (elements[level] != NO_ELEMENT) {
        text.append('[').append(elements[level]).append(']');
      }
    }
    return text.toString();
  }
}
