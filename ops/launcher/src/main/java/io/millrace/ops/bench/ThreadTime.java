package io.millrace.ops.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Objects;

/** Processor time of this process's threads, by the beginning of their names. */
final class ThreadTime {

  private ThreadTime() {}

  static double seconds(String prefix) {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(Objects::nonNull)
            .filter(thread -> thread.getThreadName().startsWith(prefix))
            .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
            .sum()
        / 1e9;
  }
}
