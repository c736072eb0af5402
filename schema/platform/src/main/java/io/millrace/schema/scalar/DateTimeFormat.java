package io.millrace.schema.scalar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moments: any offset of RFC 3339 is read, UTC with milliseconds is written. What is finer than a
 * millisecond is cut off, as it is in documents.
 */
final class DateTimeFormat implements TextFormat<Instant> {

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");
  private static final DateTimeFormatter CANONICAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  // Four digits of the year are all that RFC 3339 can write.
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  @Override
  public String expected() {
    return "a moment such as \"2026-11-24T08:30:00Z\"";
  }

  @Override
  public @Nullable Instant read(String text) {
    // RFC 3339 section 5.6 allows both letters in lower case.
    var upper = text.toUpperCase(Locale.ROOT);
    if (!RFC_3339.matcher(upper).matches()) {
      return null;
    }
    try {
      return bounded(OffsetDateTime.parse(upper).toInstant());
    } catch (DateTimeException noSuchMoment) {
      return null;
    }
  }

  @Override
  public @Nullable Instant convert(Object value) {
    return switch (value) {
      case Instant instant -> bounded(instant);
      case OffsetDateTime moment -> bounded(moment.toInstant());
      case ZonedDateTime moment -> bounded(moment.toInstant());
      default -> null;
    };
  }

  @Override
  public String write(Instant value) {
    return CANONICAL.format(value);
  }

  private static @Nullable Instant bounded(Instant value) {
    return value.isBefore(FIRST) || !value.isBefore(END)
        ? null
        : value.truncatedTo(ChronoUnit.MILLIS);
  }
}
