package io.millrace.schema.document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Rewrites the forms in which Postgres and ISO 8601 write times. Each method is at the first byte
 * of the string, and answers whether it held such a time and the cursor is behind its closing
 * quote.
 */
final class TimeRewriter {

  private static final int BAD = -1;

  private final JsonCursor in;
  private final Utf8Buffer out;

  TimeRewriter(JsonCursor in, Utf8Buffer out) {
    this.in = in;
    this.out = out;
  }

  /** Writes a date as it stands. */
  boolean putDate() {
    int at = in.at;
    if (!isDate(at) || in.bytes[at + 10] != '"') {
      return false;
    }
    out.put(in.bytes, at, at + 10);
    in.at = at + 11;
    return true;
  }

  /**
   * Writes a time in UTC, its fraction cut to milliseconds. A time without an offset (a {@code
   * timestamp}) is taken as UTC.
   */
  boolean putDateTime() {
    int at = in.at;
    byte[] bytes = in.bytes;
    if (!isDate(at) || !isTime(at)) {
      return false;
    }
    int fraction = at + 19;
    int end = fraction;
    if (bytes[end] == '.') {
      end = digitsEnd(fraction + 1);
    }
    int offset = readOffset(end);
    if (offset == Integer.MIN_VALUE) {
      return false;
    }
    if (offset == 0) {
      out.put(bytes, at, at + 10);
      out.put('T');
      out.put(bytes, at + 11, at + 19);
    } else if (!putShifted(at, offset)) {
      return false;
    }
    out.put('.');
    for (int digit = fraction + 1; digit <= fraction + 3; digit++) {
      out.put(digit < end ? bytes[digit] : '0');
    }
    out.put('Z');
    return true;
  }

  private boolean putShifted(int at, int offsetSeconds) {
    LocalDateTime utc;
    try {
      utc =
          LocalDateTime.of(
                  digits(at, 4),
                  digits(at + 5, 2),
                  digits(at + 8, 2),
                  digits(at + 11, 2),
                  digits(at + 14, 2),
                  digits(at + 17, 2))
              .minusSeconds(offsetSeconds);
    } catch (DateTimeException impossible) {
      return false;
    }
    if (utc.getYear() < 1 || utc.getYear() > 9999) {
      return false;
    }
    out.putDigits(utc.getYear(), 4);
    out.put('-');
    out.putDigits(utc.getMonthValue(), 2);
    out.put('-');
    out.putDigits(utc.getDayOfMonth(), 2);
    out.put('T');
    out.putDigits(utc.getHour(), 2);
    out.put(':');
    out.putDigits(utc.getMinute(), 2);
    out.put(':');
    out.putDigits(utc.getSecond(), 2);
    return true;
  }

  /**
   * Reads what follows the time (nothing, {@code Z}, {@code +01}, {@code +01:30}, {@code +0130} or
   * {@code +01:30:15}) and the quote; gives seconds, the least int where it is something else.
   */
  private int readOffset(int from) {
    byte[] bytes = in.bytes;
    int at = from;
    int seconds = 0;
    if (bytes[at] == 'Z') {
      at++;
    } else if (bytes[at] == '+' || bytes[at] == '-') {
      int sign = bytes[at] == '-' ? -1 : 1;
      at++;
      for (int unit = 3600; unit > 0; unit /= 60) {
        int digits = digits(at, 2);
        if (digits == BAD) {
          return Integer.MIN_VALUE;
        }
        seconds += sign * digits * unit;
        at += 2;
        if (bytes[at] == '"') {
          break;
        }
        if (bytes[at] == ':') {
          at++;
        }
      }
    }
    if (bytes[at] != '"') {
      return Integer.MIN_VALUE;
    }
    in.at = at + 1;
    return seconds;
  }

  private boolean isDate(int at) {
    byte[] bytes = in.bytes;
    int year = digits(at, 4);
    int month = digits(at + 5, 2);
    int day = digits(at + 8, 2);
    return bytes[at + 4] == '-'
        && bytes[at + 7] == '-'
        && year >= 1
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth());
  }

  private boolean isTime(int at) {
    byte[] bytes = in.bytes;
    return (bytes[at + 10] == 'T' || bytes[at + 10] == ' ')
        && bytes[at + 13] == ':'
        && bytes[at + 16] == ':'
        && isBelow(at + 11, 24)
        && isBelow(at + 14, 60)
        && isBelow(at + 17, 60);
  }

  private boolean isBelow(int at, int bound) {
    int value = digits(at, 2);
    return value != BAD && value < bound;
  }

  private int digits(int from, int count) {
    int value = 0;
    for (int at = from; at < from + count; at++) {
      int digit = in.bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return BAD;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private int digitsEnd(int from) {
    int at = from;
    while (in.bytes[at] >= '0' && in.bytes[at] <= '9') {
      at++;
    }
    return at;
  }
}
