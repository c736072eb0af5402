package io.millrace.api.constraint;

import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows a client a value that it sent, in a few characters however large it is. */
final class ShownValue {

  private static final int MOST = 40;

  private ShownValue() {}

  static String of(Object value) {
    return switch (value) {
      case String text when text.length() <= MOST -> quoted(text);
      case String text -> "%s… (%d characters)".formatted(quoted(beginning(text)), text.length());
      case Collection<?> list -> "a list of %d".formatted(list.size());
      case Map<?, ?> object -> "an object of %d".formatted(object.size());
      default -> {
        var text = String.valueOf(value);
        yield text.length() <= MOST ? text : beginning(text) + "…";
      }
    };
  }

  /** Half a character would be none. */
  private static String beginning(String text) {
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end);
  }

  /** As JSON, so that it is seen where a text begins and ends, and no control character is sent. */
  private static String quoted(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }
}
