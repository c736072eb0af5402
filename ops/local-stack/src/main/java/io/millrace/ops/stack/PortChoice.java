package io.millrace.ops.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Which port of the loopback interface a server is to take.
 *
 * @param number the port wished for, or 0 for any
 * @param fixed whether no other port will do
 */
public record PortChoice(int number, boolean fixed) {

  public PortChoice {
    if (number < 0 || number > 65_535 || (fixed && number == 0)) {
      throw new IllegalArgumentException("No port: " + number);
    }
  }

  /** This port or none. */
  public static PortChoice fixed(int number) {
    return new PortChoice(number, true);
  }

  /** This port where it is free, otherwise any other. */
  public static PortChoice preferred(int number) {
    return new PortChoice(number, false);
  }

  /** Any free port. */
  public static PortChoice any() {
    return new PortChoice(0, false);
  }

  /**
   * Decides.
   *
   * @throws StackException where the port is fixed and taken
   */
  int decide(String server) {
    if (number != 0 && isFree(number)) {
      return number;
    }
    if (fixed) {
      throw taken(server, number);
    }
    return free();
  }

  static StackException taken(String server, int port) {
    return new StackException(
        "Port %d, where %s is to listen, is in use by another process. Stop that process, give %s another port, or leave the port out and a free one is chosen."
            .formatted(port, server, server));
  }

  static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      // Connections of an earlier run that linger in TIME_WAIT must not count as a taken port.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static int free() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException exhausted) {
      throw new StackException("No port is free on the loopback interface", exhausted);
    }
  }
}
