package io.millrace.schema.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One of the 256 groups that Redis keys are spread over. All keys of a bucket share the hash tag
 * {@code {00}} to {@code {ff}} and so a slot of a cluster: one MGET or script may name several.
 *
 * <p>The bucket of a text is the lowest byte of the CRC-32 (the one of zlib, RFC 1952) of its
 * UTF-8. Stored names depend on it: it never changes.
 *
 * @param number from 0 to 255
 */
public record Bucket(int number) {

  /** How many buckets there are. */
  public static final int COUNT = 256;

  public Bucket {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("A bucket is from 0 to 255: " + number);
    }
  }

  static Bucket of(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return new Bucket((int) (crc.getValue() & 0xff));
  }

  /** The hash tag with its braces. */
  String tag() {
    return "{" + Character.forDigit(number >>> 4, 16) + Character.forDigit(number & 15, 16) + "}";
  }
}
