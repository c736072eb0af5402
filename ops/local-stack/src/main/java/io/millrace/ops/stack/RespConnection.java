package io.millrace.ops.stack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * As much of the Redis protocol as starting and emptying a server takes (simple strings, errors,
 * integers), so that those who only want a server get no client on their class path.
 */
final class RespConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final Socket socket;
  private final InputStream answers;

  private RespConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.answers = new BufferedInputStream(socket.getInputStream());
  }

  static RespConnection open(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(LocalServer.HOST, port), TIMEOUT_MILLIS);
      return new RespConnection(socket);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * Sends a command and reads its one-line answer.
   *
   * @throws IOException also for an error that Redis answers
   */
  String ask(String... words) throws IOException {
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    command.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      command.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      command.writeBytes(bytes);
      command.writeBytes(new byte[] {'\r', '\n'});
    }
    socket.getOutputStream().write(command.toByteArray());
    String line = line();
    if (line.isEmpty() || line.charAt(0) == '-') {
      throw new IOException("Redis answered " + line);
    }
    return line.substring(1);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = answers.read(); next != '\n'; next = answers.read()) {
      if (next < 0) {
        throw new IOException("Redis closed the connection");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
