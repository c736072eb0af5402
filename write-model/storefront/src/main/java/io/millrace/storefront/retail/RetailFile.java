package io.millrace.storefront.retail;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A file of invoice lines, compressed or plain, read once from its beginning to its end. */
final class RetailFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;

  /** Empty lines count, or every line number after one would be wrong. */
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final SeekableByteChannel channel;
  private final long bytes;

  /** Takes each line of the file. */
  @FunctionalInterface
  interface LineSink {
    void take(RetailLine line) throws IOException, SQLException;
  }

  private RetailFile(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.bytes = channel.size();
  }

  static RetailFile open(Path file) throws IOException {
    return new RetailFile(Files.newByteChannel(file));
  }

  long bytes() {
    return bytes;
  }

  long bytesRead() throws IOException {
    return channel.position();
  }

  /**
   * Gives every line to the sink, in the file's order.
   *
   * @throws BrokenFileException at the first line that can't be taken
   */
  void forEach(LineSink sink) throws IOException, SQLException {
    var text = new NumberedText(decompressed());
    try (var parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
      var records = parser.iterator();
      if (!hasNext(parser, text)) {
        throw new BrokenFileException(1, "the file is empty");
      }
      var lines = LineReader.of(records.next(), 1);
      while (true) {
        long line = parser.getCurrentLineNumber() + 1;
        if (!hasNext(parser, text)) {
          return;
        }
        var row = records.next();
        if (!isEmptyLine(row)) {
          sink.take(lines.read(row, line));
        }
      }
    }
  }

  private static boolean hasNext(CSVParser parser, NumberedText text) throws IOException {
    long line = parser.getCurrentLineNumber() + 1;
    text.recordBegins(line);
    try {
      return parser.iterator().hasNext();
    } catch (UncheckedIOException unreadable) {
      if (unreadable.getCause() instanceof CSVException malformed) {
        throw new BrokenFileException(line, "this is no CSV: " + malformed.getMessage());
      }
      throw unreadable.getCause();
    }
  }

  private static boolean isEmptyLine(CSVRecord row) {
    return row.size() == 1 && row.get(0).isEmpty();
  }

  private InputStream decompressed() throws IOException {
    var plain = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
    plain.mark(2);
    int magic = plain.read() << 8 | plain.read();
    plain.reset();
    if (magic != GZIP_MAGIC) {
      return plain;
    }
    try {
      return new GZIPInputStream(plain, BUFFER_BYTES);
    } catch (EOFException | ZipException damaged) {
      throw new BrokenFileException(1, "the compressed file is damaged at its beginning");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
