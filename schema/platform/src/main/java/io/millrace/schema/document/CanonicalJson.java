package io.millrace.schema.document;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ObjectShape;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link CanonicalWriter} wrote. It relies on that form (no white space, every slot in
 * order), which is why it needs no parser.
 */
final class CanonicalJson {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private CanonicalJson() {}

  /**
   * The index of an object: at 0 where its first member begins, at {@code slot + 1} where the
   * slot's value ends. Where a value begins follows from the field's name, so one number a slot is
   * enough.
   */
  static int[] index(ObjectShape shape, byte[] json, int from) {
    var fields = shape.fields();
    var offsets = new int[fields.size() + 1];
    int at = from;
    try {
      require(json[at] == '{', shape, at);
      offsets[0] = at + 1;
      for (int slot = 0; slot < fields.size(); slot++) {
        int value = at + 4 + nameLength(fields.get(slot));
        require(json[at + 1] == '"' && json[value - 1] == ':', shape, at);
        at = skip(json, value);
        offsets[slot + 1] = at;
        require(json[at] == (slot + 1 < fields.size() ? ',' : '}'), shape, at);
      }
    } catch (ArrayIndexOutOfBoundsException cut) {
      throw new IllegalArgumentException(
          "A %s document ends within its JSON".formatted(shape.typeName()), cut);
    }
    return offsets;
  }

  /** Where a slot's value begins, by the object's {@link #index}. */
  static int from(ObjectShape shape, int[] offsets, int slot) {
    int name = nameLength(shape.fields().get(slot));
    return slot == 0 ? offsets[0] + name + 3 : offsets[slot] + name + 4;
  }

  // GraphQL names are ASCII: as many bytes as characters.
  private static int nameLength(DocumentField field) {
    return field.name().length();
  }

  private static void require(boolean holds, ObjectShape shape, int at) {
    if (!holds) {
      throw new IllegalArgumentException(
          "A %s document is not in canonical form at byte %d".formatted(shape.typeName(), at));
    }
  }

  /** Where the value that begins at {@code from} ends, exclusive. */
  static int skip(byte[] json, int from) {
    return switch (json[from]) {
      case '"' -> skipString(json, from);
      case '{', '[' -> skipStructure(json, from);
      default -> {
        int at = from;
        while (json[at] != ',' && json[at] != '}' && json[at] != ']') {
          at++;
        }
        yield at;
      }
    };
  }

  private static int skipStructure(byte[] json, int from) {
    int depth = 0;
    int at = from;
    do {
      switch (json[at]) {
        case '"' -> at = skipString(json, at) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
    } while (depth > 0);
    return at;
  }

  private static int skipString(byte[] json, int from) {
    int at = from + 1;
    while (true) {
      at = nextQuoteOrEscape(json, at);
      if (json[at] == '"') {
        return at + 1;
      }
      at += 2;
    }
  }

  private static int nextQuoteOrEscape(byte[] json, int from) {
    int at = from;
    while (at + Long.BYTES <= json.length) {
      long word = (long) LONGS.get(json, at);
      long found = matches(word, '"') | matches(word, '\\');
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += Long.BYTES;
    }
    while (json[at] != '"' && json[at] != '\\') {
      at++;
    }
    return at;
  }

  /**
   * The lowest bit set is the high bit of the first byte of the word that equals {@code wanted}.
   */
  private static long matches(long word, char wanted) {
    long difference = word ^ ONES * wanted;
    return (difference - ONES) & ~difference & HIGHS;
  }

  /** The Java value of a piece of canonical JSON, null for null. */
  static @Nullable Object decode(WireType type, byte[] json, int from, int to) {
    if (json[from] == 'n') {
      return null;
    }
    return switch (type) {
      case WireType.Scalar scalar -> decodeScalar(scalar.kind(), json, from, to);
      case WireType.Id _, WireType.EnumValue _ -> string(json, from, to);
      case WireType.Nested nested -> new NestedObject(nested.shape(), json, from);
      case WireType.ListOf list -> decodeList(list.element(), json, from);
    };
  }

  private static Object decodeScalar(ScalarKind kind, byte[] json, int from, int to) {
    return switch (kind) {
      case STRING, DATE_TIME, DATE -> string(json, from, to);
      case INT -> (int) wholeNumber(json, from, to);
      case LONG -> wholeNumber(json, from + 1, to - 1);
      case BOOLEAN -> json[from] == 't';
      case FLOAT -> Double.parseDouble(text(json, from, to));
      case DECIMAL -> new BigDecimal(text(json, from + 1, to - 1));
    };
  }

  private static List<@Nullable Object> decodeList(WireType element, byte[] json, int from) {
    var values = new ArrayList<@Nullable Object>();
    for (int at = from + 1; json[at] != ']'; at = json[at] == ',' ? at + 1 : at) {
      int end = skip(json, at);
      values.add(decode(element, json, at, end));
      at = end;
    }
    return Collections.unmodifiableList(values);
  }

  static long wholeNumber(byte[] json, int from, int to) {
    boolean negative = json[from] == '-';
    long value = 0;
    // counts downwards, since the least long has no positive counterpart
    for (int at = negative ? from + 1 : from; at < to; at++) {
      value = value * 10 - (json[at] - '0');
    }
    return negative ? value : -value;
  }

  /** The text of a string that stands between quotes at these places. */
  static String string(byte[] json, int from, int to) {
    for (int at = from + 1; at < to - 1; at++) {
      if (json[at] == '\\') {
        return unescape(text(json, from + 1, to - 1));
      }
    }
    return text(json, from + 1, to - 1);
  }

  private static String unescape(String escaped) {
    var text = new StringBuilder(escaped.length());
    for (int at = 0; at < escaped.length(); at++) {
      char character = escaped.charAt(at);
      if (character != '\\') {
        text.append(character);
        continue;
      }
      char kind = escaped.charAt(++at);
      switch (kind) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(escaped, at + 1, at + 5, 16));
          at += 4;
        }
        default -> text.append(kind);
      }
    }
    return text.toString();
  }

  static String text(byte[] json, int from, int to) {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }
}
