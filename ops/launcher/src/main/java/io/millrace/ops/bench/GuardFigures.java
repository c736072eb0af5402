package io.millrace.ops.bench;

import java.util.List;
import java.util.function.Function;

/**
 * What the guards cost an operation: an API with all of them and one with none, in turns.
 *
 * @param name of the scenario
 * @param guarded with all guards
 * @param unguarded with none
 * @param throughputRatio requests a second with them to those without
 * @param processorRatio the API's processor time for one request, with them to without
 */
public record GuardFigures(
    String name, Side guarded, Side unguarded, Spread throughputRatio, Spread processorRatio) {

  /**
   * One of the two.
   *
   * @param requestsPerSecond of all connections together
   * @param p50Millis within which half of the answers came
   * @param processorMicros microseconds of the API's processor time for one request
   */
  public record Side(Spread requestsPerSecond, Spread p50Millis, Spread processorMicros) {}

  /** One stretch of one side: what came of it, and the API's processor time. */
  record Stretch(ClosedLoop.Result result, double processorSeconds) {

    double perSecond() {
      return result.requests() / result.seconds();
    }

    double micros() {
      return processorSeconds * 1e6 / result.requests();
    }
  }

  /** Both sides, one right after the other. */
  record Round(Stretch guarded, Stretch unguarded) {}

  static GuardFigures of(String name, List<Round> rounds) {
    return new GuardFigures(
        name,
        side(rounds, Round::guarded),
        side(rounds, Round::unguarded),
        spread(rounds, each -> each.guarded().perSecond() / each.unguarded().perSecond()),
        spread(rounds, each -> each.guarded().micros() / each.unguarded().micros()));
  }

  private static Side side(List<Round> rounds, Function<Round, Stretch> side) {
    return new Side(
        spread(rounds, each -> side.apply(each).perSecond()),
        spread(rounds, each -> side.apply(each).result().latencies().millis(0.5)),
        spread(rounds, each -> side.apply(each).micros()));
  }

  private static Spread spread(List<Round> rounds, Function<Round, Double> figure) {
    return Spread.of(rounds.stream().map(figure).toList());
  }
}
