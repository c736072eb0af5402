package io.millrace.ops.bench;

import java.util.concurrent.atomic.LongAdder;

/** Time by the clock, added up over calls. */
final class WallTime {

  private final LongAdder nanos = new LongAdder();

  void addSince(long begunNanos) {
    nanos.add(System.nanoTime() - begunNanos);
  }

  double seconds() {
    return nanos.sum() / 1e9;
  }
}
