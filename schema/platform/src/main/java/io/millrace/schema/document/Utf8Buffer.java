package io.millrace.schema.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at their end. */
final class Utf8Buffer {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int KEEP_BYTES = 1 << 20;

  private byte[] bytes = new byte[4096];
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Empties the buffer, and lets go of the memory that one huge document took. */
  void clear() {
    if (bytes.length > KEEP_BYTES) {
      bytes = new byte[4096];
    }
    size = 0;
  }

  /** Sets the end: to take back what was written, or after writing into reserved bytes. */
  void endAt(int end) {
    size = end;
  }

  void put(int value) {
    if (size == bytes.length) {
      reserve(1);
    }
    bytes[size++] = (byte) value;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  void put(byte[] source, int from, int to) {
    int length = to - from;
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** Makes room for so many bytes. */
  void reserve(int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, length)));
    }
  }

  void putAscii(String text) {
    reserve(text.length());
    for (int at = 0; at < text.length(); at++) {
      bytes[size++] = (byte) text.charAt(at);
    }
  }

  void putDigits(int value, int width) {
    reserve(width);
    int rest = value;
    for (int at = size + width - 1; at >= size; at--, rest /= 10) {
      bytes[at] = (byte) ('0' + rest % 10);
    }
    size += width;
  }

  /** Writes a string with its quotes and the least escaping that JSON allows. */
  void putString(String text) {
    put('"');
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      putEscaped(codePoint);
      at += Character.charCount(codePoint);
    }
    put('"');
  }

  /** Writes a code point as it stands in a string: escaped only where JSON demands it. */
  void putEscaped(int codePoint) {
    switch (codePoint) {
      case '"', '\\' -> escape(codePoint);
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (codePoint < 0x20) {
          // upper case, as Jackson writes it: both executors of the API must give the same bytes
          putAscii("\\u00");
          put(HEX[codePoint >>> 4]);
          put(HEX[codePoint & 15]);
        } else {
          putUtf8(codePoint);
        }
      }
    }
  }

  private void escape(int character) {
    put('\\');
    put(character);
  }

  private void putUtf8(int codePoint) {
    if (codePoint < 0x80) {
      put(codePoint);
    } else if (codePoint < 0x800) {
      put(0xc0 | codePoint >>> 6);
      put(0x80 | codePoint & 0x3f);
    } else if (codePoint < 0x10000) {
      put(0xe0 | codePoint >>> 12);
      put(0x80 | codePoint >>> 6 & 0x3f);
      put(0x80 | codePoint & 0x3f);
    } else {
      put(0xf0 | codePoint >>> 18);
      put(0x80 | codePoint >>> 12 & 0x3f);
      put(0x80 | codePoint >>> 6 & 0x3f);
      put(0x80 | codePoint & 0x3f);
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
