package io.millrace.storefront.retail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * Strict UTF-8 text that knows the line at which it ends badly. The JDK's own reader decodes ahead
 * and so reports a fault before the lines in front of it are handed over; this one hands over
 * everything before the fault first.
 */
final class NumberedText extends Reader {

  private static final int BUFFER_BYTES = 1 << 16;

  /** A record that is longer has lost its closing quote; without a bound it would fill the heap. */
  private static final long MAX_RECORD_CHARS = 1L << 20;

  private final InputStream bytes;
  private final ByteBuffer encoded = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private boolean ended;
  private long line = 1;
  private long recordLine = 1;
  private long charsSinceRecord;

  NumberedText(InputStream bytes) {
    this.bytes = bytes;
  }

  /** Says at which line the record begins that is read now. */
  void recordBegins(long atLine) {
    recordLine = atLine;
    charsSinceRecord = 0;
  }

  /**
   * {@inheritDoc}
   *
   * @throws BrokenFileException where the bytes are no UTF-8, or the compressed data is damaged
   */
  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    if (charsSinceRecord > MAX_RECORD_CHARS) {
      throw new BrokenFileException(
          recordLine, "a quote is opened and not closed within a million characters");
    }
    var decoded = CharBuffer.wrap(into, offset, length).slice();
    while (true) {
      var result = decoder.decode(encoded, decoded, ended);
      if (decoded.position() > 0) {
        return handOver(decoded.flip());
      }
      if (result.isError()) {
        throw new BrokenFileException(
            line, "a byte is not UTF-8 (0x%02x)".formatted(encoded.get(encoded.position())));
      }
      if (ended) {
        return -1;
      }
      if (result.isOverflow()) {
        throw new IllegalStateException("No room for a character: " + length);
      }
      fill();
    }
  }

  private int handOver(CharBuffer decoded) {
    for (int at = 0; at < decoded.limit(); at++) {
      if (decoded.get(at) == '\n') {
        line++;
      }
    }
    charsSinceRecord += decoded.limit();
    return decoded.limit();
  }

  private void fill() throws IOException {
    encoded.compact();
    try {
      int read = bytes.read(encoded.array(), encoded.position(), encoded.remaining());
      ended = read < 0;
      encoded.position(encoded.position() + Math.max(read, 0));
    } catch (EOFException truncated) {
      throw new BrokenFileException(line, "the compressed file ends here, before its end");
    } catch (ZipException damaged) {
      throw new BrokenFileException(line, "the compressed file is damaged here");
    }
    encoded.flip();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
