package io.millrace.ops.stack;

import java.nio.file.Path;

/**
 * The settings of these tests: any free ports, so that a stack that runs on the machine is no
 * hindrance.
 */
final class Settings {

  static final StackProgress LOG = (server, step) -> System.out.println(server + ": " + step);

  private Settings() {}

  static StackSettings in(Path folder) {
    return StackSettings.in(folder).withPorts(PortChoice.any(), PortChoice.any(), PortChoice.any());
  }
}
