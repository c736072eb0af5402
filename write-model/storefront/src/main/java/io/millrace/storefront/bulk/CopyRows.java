package io.millrace.storefront.bulk;

import org.jspecify.annotations.Nullable;

/** Rows in the text format of COPY. */
public final class CopyRows {

  private final StringBuilder text = new StringBuilder();

  /** Adds a row; null is SQL's. */
  public void row(@Nullable Object... values) {
    for (int column = 0; column < values.length; column++) {
      if (column > 0) {
        text.append('\t');
      }
      append(values[column]);
    }
    text.append('\n');
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Characters so far. */
  public int length() {
    return text.length();
  }

  /** The rows so far, and begins anew. */
  public String drain() {
    var rows = text.toString();
    text.setLength(0);
    return rows;
  }

  private void append(@Nullable Object value) {
    if (value == null) {
      text.append("\\N");
      return;
    }
    var plain = value.toString();
    for (int at = 0; at < plain.length(); at++) {
      char letter = plain.charAt(at);
      switch (letter) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(letter);
      }
    }
  }
}
