package io.millrace.schema.document;

import java.nio.charset.StandardCharsets;

/**
 * Turns a raw key (a number, a string, an array of them for a composite key) into its global id, as
 * {@link io.millrace.schema.key.GlobalId} writes it.
 */
final class IdRewriter {

  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  private final JsonCursor in;
  private final Utf8Buffer out;
  private final NumberRewriter numbers;
  private final Utf8Buffer plain = new Utf8Buffer();
  private final Utf8Buffer part = new Utf8Buffer();

  IdRewriter(JsonCursor in, Utf8Buffer out, NumberRewriter numbers) {
    this.in = in;
    this.out = out;
    this.numbers = numbers;
  }

  /** Writes the global id with its quotes; false where the value is no key. */
  boolean put(byte[] typeAndColon) {
    plain.clear();
    plain.put(typeAndColon);
    if (!readKey()) {
      return false;
    }
    putBase64();
    return true;
  }

  private boolean readKey() {
    if (in.bytes[in.at] != '[') {
      return readPart();
    }
    in.at++;
    in.skipSpace();
    if (!readPart()) {
      return false;
    }
    while (in.peek() == ',') {
      in.at++;
      in.skipSpace();
      plain.put('~');
      if (!readPart()) {
        return false;
      }
    }
    in.expect(']');
    return true;
  }

  private boolean readPart() {
    if (in.bytes[in.at] == '"') {
      part.clear();
      in.copyString(part);
      putEscapedPart();
      return true;
    }
    if (!numbers.read()) {
      return false;
    }
    numbers.putText(plain);
    return true;
  }

  private void putEscapedPart() {
    byte[] bytes = part.bytes();
    int end = part.size() - 1;
    for (int at = 1; at < end; at++) {
      if (bytes[at] == '\\' || bytes[at] == '%' || bytes[at] == '~') {
        var text = CanonicalJson.string(bytes, 0, part.size());
        plain.put(text.replace("%", "%25").replace("~", "%7E").getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    plain.put(bytes, 1, end);
  }

  /** Base64url without padding (RFC 4648 section 5): most bytes of a head list come from here. */
  private void putBase64() {
    byte[] from = plain.bytes();
    int size = plain.size();
    out.reserve(size * 4 / 3 + 4);
    byte[] to = out.bytes();
    int next = out.size();
    to[next++] = '"';
    int at = 0;
    for (; at + 3 <= size; at += 3, next += 4) {
      int bits = (from[at] & 0xff) << 16 | (from[at + 1] & 0xff) << 8 | from[at + 2] & 0xff;
      to[next] = ALPHABET[bits >>> 18];
      to[next + 1] = ALPHABET[bits >>> 12 & 63];
      to[next + 2] = ALPHABET[bits >>> 6 & 63];
      to[next + 3] = ALPHABET[bits & 63];
    }
    if (size - at == 1) {
      int bits = from[at] & 0xff;
      to[next++] = ALPHABET[bits >>> 2];
      to[next++] = ALPHABET[bits << 4 & 63];
    } else if (size - at == 2) {
      int bits = (from[at] & 0xff) << 8 | from[at + 1] & 0xff;
      to[next++] = ALPHABET[bits >>> 10];
      to[next++] = ALPHABET[bits >>> 4 & 63];
      to[next++] = ALPHABET[bits << 2 & 63];
    }
    to[next++] = '"';
    out.endAt(next);
  }
}
