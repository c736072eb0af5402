package io.millrace.ops.bench;

import java.util.List;
import java.util.Map;

/**
 * What {@code bench projection} measured.
 *
 * @param documents of a round
 * @param bytes of their canonical JSON
 * @param rounds in the order in which they were run, without the first, which warms up
 * @param projectorPerSecond documents a second of the projector's own path; the rounds' median
 * @param ceilingPerSecond documents a second of writing the same finished documents
 * @param ratio of the two
 */
public record ProjectionFigures(
    int documents,
    long bytes,
    List<Round> rounds,
    double projectorPerSecond,
    double ceilingPerSecond,
    double ratio) {

  /**
   * One round: first the projector, then the ceiling.
   *
   * @param projectorSeconds until both stores had everything, refreshed and published
   * @param ceilingSeconds until both stores had everything, refreshed
   * @param bulkSeconds of that, Elasticsearch's
   * @param setSeconds of that, Redis'
   * @param shares the projector's steps as shares of its round's time by the clock; they overlap,
   *     so their sum is not 1
   * @param projectorProcessor seconds of processor time by process, the projector's part running in
   *     the benchmark's own
   * @param ceilingProcessor the same for the ceiling
   */
  public record Round(
      double projectorSeconds,
      double ceilingSeconds,
      double bulkSeconds,
      double setSeconds,
      Map<String, Double> shares,
      Map<String, Double> projectorProcessor,
      Map<String, Double> ceilingProcessor) {}

  static ProjectionFigures of(int documents, long bytes, List<Round> rounds) {
    double projector = documents / median(rounds.stream().map(Round::projectorSeconds).toList());
    double ceiling = documents / median(rounds.stream().map(Round::ceilingSeconds).toList());
    return new ProjectionFigures(documents, bytes, rounds, projector, ceiling, projector / ceiling);
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
