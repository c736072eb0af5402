package io.millrace.schema.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Rewrites numbers from their text: an amount never passes through a double. jsonb writes plain
 * notation; exponents, which json may have, take the slow way through BigDecimal.
 */
final class NumberRewriter {

  private static final int MAX_EXPONENT = 1000;
  private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private final JsonCursor in;
  private final Utf8Buffer out;

  // The parts of the number read last.
  private int start;
  private boolean negative;
  private int wholeFrom;
  private int wholeTo;
  private int fractionFrom;
  private int fractionTo;
  private boolean exponent;

  NumberRewriter(JsonCursor in, Utf8Buffer out) {
    this.in = in;
    this.out = out;
  }

  /** Whether a number stands at the cursor; if so, reads it and moves behind it. */
  boolean read() {
    byte[] bytes = in.bytes;
    int at = in.at;
    start = at;
    negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    wholeFrom = at;
    at = digitsEnd(bytes, at);
    wholeTo = at;
    if (wholeTo == wholeFrom) {
      return false;
    }
    fractionFrom = at;
    fractionTo = at;
    if (bytes[at] == '.') {
      fractionFrom = at + 1;
      at = digitsEnd(bytes, at + 1);
      fractionTo = at;
    }
    exponent = bytes[at] == 'e' || bytes[at] == 'E';
    if (exponent) {
      at = digitsEnd(bytes, bytes[at + 1] == '-' || bytes[at + 1] == '+' ? at + 2 : at + 1);
    }
    in.at = at;
    dropZeros(bytes);
    return true;
  }

  private static int digitsEnd(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  private void dropZeros(byte[] bytes) {
    while (fractionTo > fractionFrom && bytes[fractionTo - 1] == '0') {
      fractionTo--;
    }
    while (wholeFrom < wholeTo - 1 && bytes[wholeFrom] == '0') {
      wholeFrom++;
    }
    if (wholeTo - wholeFrom == 1 && bytes[wholeFrom] == '0' && fractionTo == fractionFrom) {
      negative = false; // zero has no sign
    }
  }

  /** Writes the number's text as it stands, for the key in an id. */
  void putText(Utf8Buffer target) {
    target.put(in.bytes, start, in.at);
  }

  /** Writes plain notation without trailing zeros; {@code scale} is -1 or the most places. */
  void putDecimal(int scale) {
    if (exponent) {
      var value = big().stripTrailingZeros();
      requirePlaces(value.scale(), scale);
      out.putAscii(value.toPlainString());
      return;
    }
    requirePlaces(fractionTo - fractionFrom, scale);
    putPlain();
  }

  private static void requirePlaces(int places, int scale) {
    if (scale >= 0 && places > scale) {
      throw new MisfitException(
          "a Decimal with %d decimal places".formatted(places),
          "Round it to %d in the statement, or declare a larger scale on the field."
              .formatted(scale));
    }
  }

  private void putPlain() {
    if (negative) {
      out.put('-');
    }
    out.put(in.bytes, wholeFrom, wholeTo);
    if (fractionTo > fractionFrom) {
      out.put('.');
      out.put(in.bytes, fractionFrom, fractionTo);
    }
  }

  /** Writes a whole number between the bounds; false where it is none. */
  boolean putWhole(long least, long greatest) {
    if (!exponent && fractionTo == fractionFrom && wholeTo - wholeFrom <= 9) {
      putPlain(); // fits 32 bits whatever its digits are
      return true;
    }
    try {
      var value = big().toBigIntegerExact();
      if (value.compareTo(LEAST_LONG) >= 0
          && value.compareTo(GREATEST_LONG) <= 0
          && value.longValue() >= least
          && value.longValue() <= greatest) {
        out.putAscii(value.toString());
        return true;
      }
    } catch (ArithmeticException fraction) {
      // falls through: no whole number
    }
    return false;
  }

  /**
   * Writes a Float as {@link Double#toString} does, which is how it comes out of an answer; false
   * where it is not finite.
   */
  boolean putFloat() {
    int whole = wholeTo - wholeFrom;
    int places = fractionTo - fractionFrom;
    // With at most 15 digits the shortest text of the double is the number's own, and between
    // 0.001 and 10^7 it is in plain notation.
    boolean plain =
        !exponent
            && whole <= 7
            && whole + places <= 15
            && (in.bytes[wholeFrom] != '0' || places == 0);
    if (plain) {
      putPlain();
      if (places == 0) {
        out.put('.');
        out.put('0');
      }
      return true;
    }
    double value = Double.parseDouble(text());
    if (!Double.isFinite(value)) {
      return false;
    }
    out.putAscii(Double.toString(value == 0 ? 0 : value));
    return true;
  }

  private BigDecimal big() {
    var value = new BigDecimal(text());
    if (Math.abs((long) value.scale()) > MAX_EXPONENT && exponent) {
      throw new MisfitException(
          "a number with an exponent beyond %d".formatted(MAX_EXPONENT),
          "Write plain notation in the statement.");
    }
    return value;
  }

  private String text() {
    return new String(in.bytes, start, in.at - start, StandardCharsets.US_ASCII);
  }
}
