package io.millrace.ops.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was measured of one scenario, and of static answers of the same size in turns with it.
 *
 * @param answerBytes of an answer, on average over a sample
 * @param operation the operation
 * @param fixed the static answers
 * @param roundTrips to each store for one request; of a mutation without what its payload reads
 * @param throughputRatio requests a second of the operation to those of the static answers
 * @param processorRatio the API's processor time for one request, operation to static answer
 */
public record ScenarioFigures(
    String name,
    int answerBytes,
    Side operation,
    Side fixed,
    Map<String, Double> roundTrips,
    Spread throughputRatio,
    Spread processorRatio) {

  /**
   * One of the two.
   *
   * @param requestsPerSecond of all connections together
   * @param p50Millis within which half of the answers came
   * @param p99Millis within which 99 of 100 came
   * @param processorMicros microseconds of processor time for one request, by process
   */
  public record Side(
      Spread requestsPerSecond,
      Spread p50Millis,
      Spread p99Millis,
      Map<String, Spread> processorMicros) {}

  /** One round of one side. */
  record Stretch(ClosedLoop.Result result, Map<String, Double> processorSeconds) {

    double perSecond() {
      return result.requests() / result.seconds();
    }

    double micros(String process) {
      return processorSeconds.getOrDefault(process, 0.0) * 1e6 / result.requests();
    }
  }

  /** One round. */
  record Round(Stretch fixed, Stretch operation) {}

  static ScenarioFigures of(String name, int answerBytes, List<Round> rounds) {
    long requests = rounds.stream().mapToLong(each -> each.operation().result().requests()).sum();
    var roundTrips = new LinkedHashMap<String, Double>();
    rounds.forEach(
        each ->
            each.operation()
                .result()
                .roundTrips()
                .forEach(
                    (store, count) ->
                        roundTrips.merge(store, count / (double) requests, Double::sum)));
    return new ScenarioFigures(
        name,
        answerBytes,
        side(rounds, Round::operation),
        side(rounds, Round::fixed),
        roundTrips,
        spread(rounds, each -> each.operation().perSecond() / each.fixed().perSecond()),
        spread(rounds, each -> each.operation().micros("api") / each.fixed().micros("api")));
  }

  private static Side side(List<Round> rounds, Function<Round, Stretch> side) {
    var processor = new LinkedHashMap<String, Spread>();
    side.apply(rounds.getFirst())
        .processorSeconds()
        .keySet()
        .forEach(
            process ->
                processor.put(process, spread(rounds, each -> side.apply(each).micros(process))));
    return new Side(
        spread(rounds, each -> side.apply(each).perSecond()),
        spread(rounds, each -> side.apply(each).result().latencies().millis(0.5)),
        spread(rounds, each -> side.apply(each).result().latencies().millis(0.99)),
        processor);
  }

  private static Spread spread(List<Round> rounds, Function<Round, Double> figure) {
    return Spread.of(rounds.stream().map(figure).toList());
  }
}
