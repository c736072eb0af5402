package io.millrace.ops.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rounds that count for nothing, until what is measured has become no faster: on two processors a
 * server's compiler is busy for minutes.
 */
final class WarmUp {

  private static final double FASTER = 1.1;

  /** So many rounds in a row without progress end it: one alone may have been disturbed. */
  private static final int LEVEL_ROUNDS = 2;

  private WarmUp() {}

  /** One of everything that is measured. */
  @FunctionalInterface
  interface Round {

    /** Runs it; what was done in a second, by name. */
    Map<String, Double> perSecond() throws IOException, SQLException, InterruptedException;
  }

  /**
   * Runs rounds until two in a row in which nothing exceeded its best so far by more than a tenth.
   *
   * @param atMost how many; none where it is 0
   */
  static void run(int atMost, Round round, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    var best = new HashMap<String, Double>();
    int level = 0;
    for (int number = 1; number <= atMost && level < LEVEL_ROUNDS; number++) {
      progress.accept("warming up, round %d".formatted(number));
      var now = round.perSecond();
      boolean faster =
          now.entrySet().stream()
              .anyMatch(each -> each.getValue() > FASTER * best.getOrDefault(each.getKey(), 0.0));
      level = faster ? 0 : level + 1;
      now.forEach((name, rate) -> best.merge(name, rate, Math::max));
    }
  }
}
