package io.millrace.ops.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection that posts JSON and reads the answer, HTTP/1.1 and no more: the client shares
 * the machine with what it measures, and a full one costs more than many of the answers.
 */
final class HttpConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MOST_LINE_BYTES = 16 << 10;
  private static final String ROUND_TRIPS = "millrace-round-trips:";

  private final Socket socket;
  private final BufferedInputStream in;
  private final OutputStream out;
  private final String authority;

  HttpConnection(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    out = socket.getOutputStream();
    authority = server.getAuthority();
  }

  /**
   * An answer.
   *
   * @param roundTrips as the server says them, empty where it does not
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] body, String roundTrips) {}

  /**
   * A request, ready to be sent on any connection to the server.
   *
   * @param token the bearer token that goes with it, if any
   */
  byte[] request(String path, byte[] body, String token) {
    var head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        %sContent-Type: application/json\r
        Accept: application/graphql-response+json\r
        Content-Length: %d\r
        \r
        """
            .formatted(
                path,
                authority,
                token.isEmpty() ? "" : "Authorization: Bearer %s\r\n".formatted(token),
                body.length)
            .getBytes(StandardCharsets.US_ASCII);
    var request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  Answer send(byte[] request) throws IOException {
    out.write(request);
    out.flush();
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = -1;
    var roundTrips = "";
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (lower.startsWith(ROUND_TRIPS)) {
        roundTrips = header.substring(ROUND_TRIPS.length()).strip();
      }
    }
    return new Answer(status, length < 0 ? chunks() : exactly(length), roundTrips);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      body.writeBytes(exactly(size));
      line();
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The server closed the connection within an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > MOST_LINE_BYTES) {
        throw new EOFException("The server closed the connection, or speaks no HTTP/1.1");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
