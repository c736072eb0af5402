package io.millrace.schema.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names one document in every store: the read model's type and the canonical text of its key.
 *
 * <p>The text of a composite key joins its parts with {@code ~}; a {@code ~} or {@code %} inside a
 * part is percent-encoded, so that distinct keys never share a text. It is also what breaks ties in
 * every order, compared by its UTF-8 bytes.
 *
 * @param type the read model's GraphQL type
 * @param text the key's canonical text
 */
public record DocumentKey(String type, String text) {

  private static final char SEPARATOR = '~';

  /**
   * The key of {@code type} with these values of its key columns, in the columns' order.
   *
   * @throws IllegalArgumentException when there are no parts
   */
  public static DocumentKey of(String type, Object... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException("A document key of %s needs a value".formatted(type));
    }
    return new DocumentKey(
        type,
        Arrays.stream(parts)
            .map(part -> escape(part.toString()))
            .collect(Collectors.joining(String.valueOf(SEPARATOR))));
  }

  /** The values of the key columns as texts, in the columns' order. */
  public List<String> parts() {
    var parts = new ArrayList<String>();
    int from = 0;
    for (int at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, from)) {
      parts.add(unescape(text.substring(from, at)));
      from = at + 1;
    }
    parts.add(unescape(text.substring(from)));
    return List.copyOf(parts);
  }

  /**
   * The only key column's value as a number.
   *
   * @throws NumberFormatException when the key is not one whole number
   */
  public long number() {
    return Long.parseLong(text);
  }

  private static String escape(String part) {
    return part.replace("%", "%25").replace("~", "%7E");
  }

  private static String unescape(String part) {
    return part.replace("%7E", "~").replace("%25", "%");
  }
}
