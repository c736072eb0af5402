package io.millrace.schema.document;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What Redis keeps of a document: a header of fixed width in ASCII, then the canonical JSON. The
 * header's version compares as a text like the version as a number, so that a Lua script, whose
 * numbers end at 2^53, can tell older from newer.
 *
 * <pre>
 * offset  0  format, the digit 1
 *         1  flags, a hexadecimal digit: bit 0 tombstone, bit 1 ask Postgres
 *         2  version, 16 hexadecimal digits
 *        18  JSON
 * </pre>
 */
public sealed interface StoredValue {

  /** The format that is written. */
  char FORMAT = '1';

  /** Offset of the flags from 0; Lua counts from 1. */
  int FLAGS_AT = 1;

  /** Offset of the version from 0; Lua counts from 1. */
  int VERSION_AT = 2;

  /** Offset of the JSON from 0, which is the header's length. */
  int JSON_AT = VERSION_AT + DocumentVersion.WIDTH;

  /** Flag: the document is gone. */
  int TOMBSTONE = 1;

  /** Flag: the document could not be derived and must be asked of Postgres. */
  int ASK_POSTGRES = 2;

  /** The snapshot that the value was derived in. */
  DocumentVersion version();

  /** The bytes to store. */
  byte[] encode();

  /**
   * A document.
   *
   * @param json its canonical JSON; shared, nobody may write to it
   */
  @SuppressWarnings("ArrayRecordComponent") // a copy for every read would cost more than it guards
  record Present(DocumentVersion version, byte[] json) implements StoredValue {
    @Override
    public byte[] encode() {
      var value = new byte[JSON_AT + json.length];
      header(value, 0, version);
      System.arraycopy(json, 0, value, JSON_AT, json.length);
      return value;
    }
  }

  /** The key has no document. */
  record Tombstone(DocumentVersion version) implements StoredValue {
    @Override
    public byte[] encode() {
      return header(new byte[JSON_AT], TOMBSTONE, version);
    }
  }

  /** Only Postgres knows the document. */
  record AskPostgres(DocumentVersion version) implements StoredValue {
    @Override
    public byte[] encode() {
      return header(new byte[JSON_AT], ASK_POSTGRES, version);
    }
  }

  /**
   * Reads a stored value.
   *
   * @throws IllegalArgumentException when it is not of a format that this release reads
   */
  static StoredValue parse(byte[] value) {
    if (value.length < JSON_AT || value[0] != FORMAT) {
      throw new IllegalArgumentException(
          "A stored value begins with '%s'; this release reads format %c"
              .formatted(
                  new String(value, 0, Math.min(value.length, JSON_AT), StandardCharsets.US_ASCII),
                  FORMAT));
    }
    long bits = 0;
    for (int at = VERSION_AT; at < JSON_AT; at++) {
      bits = bits << 4 | HexFormat.fromHexDigit(value[at]);
    }
    var version = new DocumentVersion(bits);
    int flags = HexFormat.fromHexDigit(value[FLAGS_AT]);
    if ((flags & TOMBSTONE) != 0) {
      return new Tombstone(version);
    }
    if ((flags & ASK_POSTGRES) != 0) {
      return new AskPostgres(version);
    }
    var json = new byte[value.length - JSON_AT];
    System.arraycopy(value, JSON_AT, json, 0, json.length);
    return new Present(version, json);
  }

  private static byte[] header(byte[] value, int flags, DocumentVersion version) {
    var hex = HexFormat.of();
    value[0] = FORMAT;
    value[FLAGS_AT] = (byte) hex.toLowHexDigit(flags);
    long bits = version.value();
    for (int at = JSON_AT - 1; at >= VERSION_AT; at--, bits >>>= 4) {
      value[at] = (byte) hex.toLowHexDigit((int) bits);
    }
    return value;
  }
}
