package io.millrace.ops.bench;

import java.util.Arrays;

/** Durations in nanoseconds, sorted. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Latencies(long[] nanos) {

  Latencies {
    Arrays.sort(nanos);
  }

  /** Milliseconds within which this share of them lies; 0 where there are none. */
  double millis(double share) {
    if (nanos.length == 0) {
      return 0;
    }
    int place = (int) Math.ceil(share * nanos.length) - 1;
    return nanos[Math.clamp(place, 0, nanos.length - 1)] / 1e6;
  }
}
