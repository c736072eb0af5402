package io.millrace.ops.extension;

import java.util.List;

/**
 * What {@code ./millrace bench} measures of a domain.
 *
 * @param data what the database is filled with, its usual size unless another is asked for
 * @param scenarios the operations, in the order in which they are reported
 */
public record Benchmark(SampleData data, List<Scenario> scenarios) {

  public Benchmark {
    scenarios = List.copyOf(scenarios);
  }
}
