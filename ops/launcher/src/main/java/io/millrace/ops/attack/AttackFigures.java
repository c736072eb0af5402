package io.millrace.ops.attack;

import java.util.List;
import java.util.Map;

/**
 * What came of an attack.
 *
 * @param seed of everything random in it
 * @param kinds of hostile requests
 * @param quiet what a well-behaved client saw before
 * @param beside what it saw meanwhile
 */
public record AttackFigures(
    long seed, List<Kind> kinds, Bystander.Latency quiet, Bystander.Latency beside) {

  /**
   * One kind.
   *
   * @param name what it is
   * @param outcomes how often each status was answered, or the connection closed
   * @param timings medians in milliseconds of what must not be told apart, by what it was
   * @param violations what must not have happened
   */
  public record Kind(
      String name,
      Map<String, Long> outcomes,
      Map<String, List<Double>> timings,
      List<Violation> violations) {}

  /** Everything that must not have happened. */
  public List<Violation> violations() {
    return kinds.stream().flatMap(kind -> kind.violations().stream()).toList();
  }
}
