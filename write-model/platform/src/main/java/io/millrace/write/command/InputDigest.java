package io.millrace.write.command;

import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two inputs of a mutation are the same: SHA-256 over the mutation and the input in
 * an order and notation of its own, so that neither the order of fields nor trailing zeros of a
 * decimal count. Every text is preceded by its length, so that distinct inputs can't read alike.
 */
final class InputDigest {

  private InputDigest() {}

  static byte[] of(String mutation, Map<String, ? extends @Nullable Object> input) {
    try {
      var text = new StringBuilder();
      append(text, mutation);
      append(text, input);
      return MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append('n');
      case Map<?, ?> object -> {
        text.append('{');
        var sorted = new TreeMap<String, @Nullable Object>();
        object.forEach((name, member) -> sorted.put((String) name, member));
        sorted.forEach(
            (name, member) -> {
              append(text, name);
              append(text, member);
            });
        text.append('}');
      }
      case Collection<?> list -> {
        text.append('[');
        list.forEach(element -> append(text, element));
        text.append(']');
      }
      case DocumentKey key -> scalar(text, 'k', GlobalId.encode(key));
      case BigDecimal decimal -> scalar(text, 'd', decimal.stripTrailingZeros().toString());
      default -> scalar(text, 's', value.toString());
    }
  }

  private static void scalar(StringBuilder text, char kind, String value) {
    text.append(kind).append(value.length()).append(':').append(value);
  }
}
