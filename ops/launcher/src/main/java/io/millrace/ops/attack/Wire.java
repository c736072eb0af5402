package io.millrace.ops.attack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Sends bytes and reads what comes back, one connection each. A proper client would not let most of
 * these requests out.
 */
final class Wire {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final URI api;

  Wire(URI api) {
    this.api = api;
  }

  /** Host and port, as a request names them. */
  String authority() {
    return api.getAuthority();
  }

  /**
   * Sends a request.
   *
   * @param from the last parts of a loopback address to come from, since rates are counted by it
   */
  Response send(Request request, int from) throws IOException {
    return send(request.bytes(authority()), from, 0);
  }

  /**
   * Sends bytes.
   *
   * @param pauseMillis how long to wait after each byte beyond the first thousand or the head,
   *     whichever is shorter; 0 for none
   */
  Response send(byte[] bytes, int from, long pauseMillis) throws IOException {
    long began = System.nanoTime();
    try (var socket = connect(from)) {
      write(socket, bytes, pauseMillis);
      return read(new BufferedInputStream(socket.getInputStream()), began);
    } catch (SocketTimeoutException silence) {
      return Response.silent(System.nanoTime() - began);
    } catch (SocketException | EOFException closed) {
      return Response.closed(System.nanoTime() - began);
    }
  }

  /** Sends a request and is gone before the answer. */
  void sendAndLeave(Request request, int from) throws IOException {
    try (var socket = connect(from)) {
      socket.getOutputStream().write(request.bytes(authority()));
      socket.getOutputStream().flush();
    }
  }

  private Socket connect(int from) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout((int) LIMIT.toMillis());
    socket.setTcpNoDelay(true);
    var server = new InetSocketAddress(api.getHost(), api.getPort() < 0 ? 80 : api.getPort());
    if (server.getAddress() != null && server.getAddress().isLoopbackAddress()) {
      bind(socket, from);
    }
    socket.connect(server, (int) LIMIT.toMillis());
    return socket;
  }

  private static void bind(Socket socket, int from) throws IOException {
    try {
      var address = new byte[] {127, (byte) (1 + (from >> 8)), (byte) from, 1};
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
    } catch (SocketException noSuchAddress) {
      // Only Linux has more than one loopback address; elsewhere all come from the same.
    }
  }

  private static void write(Socket socket, byte[] bytes, long pauseMillis) throws IOException {
    var out = socket.getOutputStream();
    if (pauseMillis == 0) {
      out.write(bytes);
      out.flush();
      return;
    }
    int head = Math.min(bytes.length, 40);
    out.write(bytes, 0, head);
    for (int at = head; at < bytes.length; at++) {
      if (socket.getInputStream().available() > 0) {
        return; // it has heard enough
      }
      out.write(bytes[at]);
      out.flush();
      pause(pauseMillis);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static Response read(InputStream in, long began) throws IOException {
    var status = line(in).split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new EOFException("No HTTP: " + String.join(" ", status));
    }
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    var body = body(in, headers);
    return Response.of(Integer.parseInt(status[1]), headers, body, System.nanoTime() - began);
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    var length = headers.get("content-length");
    if (length != null) {
      return in.readNBytes(Integer.parseInt(length));
    }
    if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return in.readAllBytes();
    }
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
      body.writeBytes(in.readNBytes(size));
      line(in);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
