package io.millrace.write.derivation;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;

/**
 * Values as the typed array that a parameter is bound to. A type without a codec of its own is
 * bound as texts, which the parameter's cast reads.
 */
final class SqlArray {

  private SqlArray() {}

  /**
   * An array of {@code values} for a parameter that is cast to {@code sqlType[]}.
   *
   * @throws IllegalArgumentException or {@link ArithmeticException} when a value is none of the
   *     type
   */
  static Object of(String sqlType, Collection<?> values) {
    var array = (Object[]) Array.newInstance(javaType(sqlType), values.size());
    int at = 0;
    for (var value : values) {
      array[at++] = element(sqlType, value);
    }
    return array;
  }

  /** The canonical text of a key column's value. */
  static String text(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** Whether a text can be the value of a column of this type, as far as that can be told here. */
  static boolean fits(String sqlType, String text) {
    try {
      element(sqlType, text);
      return text.indexOf('\0') < 0;
    } catch (IllegalArgumentException | ArithmeticException unfit) {
      return false;
    }
  }

  private static Class<?> javaType(String sqlType) {
    return switch (sqlType.toLowerCase(Locale.ROOT)) {
      case "bigint", "int8" -> Long.class;
      case "integer", "int", "int4" -> Integer.class;
      case "smallint", "int2" -> Short.class;
      case "uuid" -> UUID.class;
      default -> sqlType.startsWith("numeric") ? BigDecimal.class : String.class;
    };
  }

  private static Object element(String sqlType, Object value) {
    var type = javaType(sqlType);
    if (type == Long.class) {
      return toLong(value);
    } else if (type == Integer.class) {
      return Math.toIntExact(toLong(value));
    } else if (type == Short.class) {
      return toShort(toLong(value));
    } else if (type == UUID.class) {
      return value instanceof UUID uuid ? uuid : UUID.fromString(value.toString());
    } else if (type == BigDecimal.class) {
      return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    }
    return text(value);
  }

  private static long toLong(Object value) {
    return switch (value) {
      case Long number -> number;
      case Integer number -> number;
      case Short number -> number;
      default -> Long.parseLong(value.toString());
    };
  }

  private static short toShort(long number) {
    if (number != (short) number) {
      throw new ArithmeticException(number + " is no smallint");
    }
    return (short) number;
  }
}
