package io.millrace.schema.document;

import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.WireType.ScalarKind;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Reads a field's canonical JSON as the whole number that the search index holds of it. */
final class IndexedNumbers {

  private static final long DAY_MILLIS = 86_400_000;

  private final String type;
  private final DocumentField field;
  private final int scale;

  IndexedNumbers(String type, DocumentField field) {
    this.type = type;
    this.field = field;
    Integer declared = field.indexing().scale();
    this.scale = declared == null ? 0 : declared;
  }

  /**
   * The whole number for a value that is not null.
   *
   * @throws DocumentMismatchException when a Decimal does not fit 64 bits with its scale
   */
  long read(ScalarKind kind, byte[] json, int from, int to) {
    return switch (kind) {
      case INT -> CanonicalJson.wholeNumber(json, from, to);
      case LONG -> CanonicalJson.wholeNumber(json, from + 1, to - 1);
      case DECIMAL -> decimal(json, from + 1, to - 1);
      case DATE_TIME -> dateTime(json, from + 1);
      case DATE -> day(json, from + 1) * DAY_MILLIS;
      case STRING, FLOAT, BOOLEAN -> throw new AssertionError(kind);
    };
  }

  private long decimal(byte[] json, int from, int to) {
    int length = to - from;
    if (length + scale > 18) {
      return exactDecimal(json, from, to);
    }
    boolean negative = json[from] == '-';
    long value = 0;
    int missingPlaces = scale;
    boolean fraction = false;
    for (int at = negative ? from + 1 : from; at < to; at++) {
      if (json[at] == '.') {
        fraction = true;
      } else {
        value = value * 10 + (json[at] - '0');
        missingPlaces -= fraction ? 1 : 0;
      }
    }
    for (; missingPlaces > 0; missingPlaces--) {
      value *= 10;
    }
    return negative ? -value : value;
  }

  private long exactDecimal(byte[] json, int from, int to) {
    try {
      return new BigDecimal(CanonicalJson.text(json, from, to))
          .setScale(scale)
          .unscaledValue()
          .longValueExact();
    } catch (ArithmeticException outOfRange) {
      throw new DocumentMismatchException(
          type,
          field.name(),
          "a Decimal that is too large for the index",
          "With %d decimal places the index keeps numbers below 9.2e%d: choose a smaller scale."
              .formatted(scale, 18 - scale));
    }
  }

  /** Milliseconds since 1970 of {@code yyyy-MM-ddTHH:mm:ss.SSSZ}. */
  private static long dateTime(byte[] json, int at) {
    long seconds =
        digits(json, at + 11, 2) * 3600L
            + digits(json, at + 14, 2) * 60L
            + digits(json, at + 17, 2);
    return day(json, at) * DAY_MILLIS + seconds * 1000 + digits(json, at + 20, 3);
  }

  private static long day(byte[] json, int at) {
    return LocalDate.of(digits(json, at, 4), digits(json, at + 5, 2), digits(json, at + 8, 2))
        .toEpochDay();
  }

  private static int digits(byte[] json, int from, int count) {
    int value = 0;
    for (int at = from; at < from + count; at++) {
      value = value * 10 + (json[at] - '0');
    }
    return value;
  }
}
