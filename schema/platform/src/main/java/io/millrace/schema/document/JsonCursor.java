package io.millrace.schema.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A place in JSON text. The text is copied to a buffer that ends in zeros: a zero byte is no part
 * of JSON, so that every loop ends there by itself and none needs to ask for the end.
 */
final class JsonCursor {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final int PADDING = 16;
  private static final int KEEP_BYTES = 1 << 20;

  byte[] bytes = new byte[4096];
  int at;
  private int length;

  void reset(byte[] json) {
    int needed = json.length + PADDING;
    if (bytes.length < needed || bytes.length > KEEP_BYTES) {
      bytes = new byte[Math.max(needed, 4096)];
    }
    System.arraycopy(json, 0, bytes, 0, json.length);
    Arrays.fill(bytes, json.length, needed, (byte) 0);
    length = json.length;
    at = 0;
  }

  boolean atEnd() {
    skipSpace();
    return at == length;
  }

  void skipSpace() {
    while (isSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }

  /** The next byte that is no white space. */
  byte peek() {
    byte character = bytes[at];
    if (character > ' ') {
      return character;
    }
    skipSpace();
    return bytes[at];
  }

  /** Takes the next byte that is no white space. */
  void expect(char character) {
    if (peek() != character) {
      throw malformed();
    }
    at++;
  }

  /** Takes this word where it comes next. */
  boolean take(byte[] word) {
    if (!Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
      return false;
    }
    at += word.length;
    return true;
  }

  MalformedJsonException malformed() {
    return new MalformedJsonException(
        at >= length ? "its end" : "'%c' at byte %d".formatted((char) bytes[at], at));
  }

  /** Copies a string with its quotes, escaped only where JSON demands it. */
  void copyString(Utf8Buffer out) {
    int from = at;
    int next = at + 1;
    while (true) {
      next = nextSpecial(next);
      byte special = bytes[next];
      if (special == '"') {
        at = next + 1;
        out.put(bytes, from, at);
        return;
      }
      at = next;
      if (special != '\\') {
        throw malformed();
      }
      out.put(bytes, from, next);
      copyEscape(out);
      from = at;
      next = at;
    }
  }

  /** Where the next quote, backslash or control character is. */
  private int nextSpecial(int from) {
    int next = from;
    while (true) {
      long word = (long) LONGS.get(bytes, next);
      long quote = word ^ ONES * '"';
      long escape = word ^ ONES * '\\';
      long found =
          ((quote - ONES) & ~quote | (escape - ONES) & ~escape | (word - ONES * ' ') & ~word)
              & HIGHS;
      if (found != 0) {
        return next + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      next += Long.BYTES;
    }
  }

  private void copyEscape(Utf8Buffer out) {
    byte kind = bytes[at + 1];
    at += 2;
    switch (kind) {
      case '"', '\\', '/' -> out.putEscaped(kind);
      case 'b' -> out.putEscaped('\b');
      case 'f' -> out.putEscaped('\f');
      case 'n' -> out.putEscaped('\n');
      case 'r' -> out.putEscaped('\r');
      case 't' -> out.putEscaped('\t');
      case 'u' -> out.putEscaped(codePoint());
      default -> throw malformed();
    }
  }

  private int codePoint() {
    char first = hexUnit();
    if (!Character.isSurrogate(first)) {
      return first;
    }
    if (!Character.isHighSurrogate(first) || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      throw malformed();
    }
    at += 2;
    char second = hexUnit();
    if (!Character.isLowSurrogate(second)) {
      throw malformed();
    }
    return Character.toCodePoint(first, second);
  }

  private char hexUnit() {
    int unit = 0;
    for (int digits = 0; digits < 4; digits++, at++) {
      int digit = Character.digit(bytes[at], 16);
      if (digit < 0) {
        throw malformed();
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }
}
