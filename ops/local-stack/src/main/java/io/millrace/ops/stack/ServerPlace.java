package io.millrace.ops.stack;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where one server lives and how long it may take.
 *
 * @param root the stack's folder
 * @param server its name, also of its folders and files
 * @param port decided before the first start, kept over restarts
 * @param startLimit bound of each start
 * @param shortLived whether all of it is thrown away after one test run
 * @param progress hears the steps
 */
record ServerPlace(
    Path root,
    String server,
    int port,
    Duration startLimit,
    boolean shortLived,
    StackProgress progress) {

  Path data() {
    return root.resolve("data").resolve(server);
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path log() {
    return logs().resolve(server + ".log");
  }

  Path record() {
    return root.resolve("run").resolve(server + ".pid");
  }

  void report(String step) {
    progress.report(server, step);
  }
}
