package io.millrace.ops.bench;

import io.millrace.ops.extension.Scenario;
import io.millrace.ops.identity.KnownCallers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The same operations of the same stores by two APIs, one with its guards and one without, each in
 * turns with the other.
 */
public final class GuardBench implements AutoCloseable {

  private static final long SEED = 20_261_130L;
  private static final int SAMPLE = 20;

  private final Api guarded;
  private final Api unguarded;
  private final Map<Scenario, ScenarioRequests> scenarios = new LinkedHashMap<>();

  /** One of the two APIs. */
  private record Api(URI address, MeasuredProcess process, ClosedLoop loop) {

    static Api at(URI address, int connections) throws IOException {
      var process =
          MeasuredProcess.listeningOn("api", address.getPort())
              .orElseThrow(() -> new IOException("Nothing listens at " + address));
      return new Api(address, process, new ClosedLoop(address, connections, SEED));
    }

    /** None of some answers may have errors: fewer rows would pass for more speed. */
    void requireAnswers(String scenario, ScenarioRequests requests) throws IOException {
      try (var connection = new HttpConnection(address)) {
        for (var request : requests.sample(SAMPLE)) {
          var answer =
              connection.send(
                  connection.request(address.getPath(), request.body(), request.token()));
          var text = new String(answer.body(), StandardCharsets.UTF_8);
          if (answer.status() != 200 || text.contains("\"errors\":")) {
            throw new IOException(
                "The scenario '%s' is answered with status %d: %s"
                    .formatted(scenario, answer.status(), text));
          }
        }
      }
    }

    GuardFigures.Stretch ask(Duration time, ScenarioRequests requests)
        throws IOException, InterruptedException {
      double before = process.processorSeconds();
      var result = loop.run(time, address.getPath(), requests::pick);
      return new GuardFigures.Stretch(result, process.processorSeconds() - before);
    }
  }

  /**
   * Of the queries among these scenarios: what a mutation costs is Postgres' to say.
   *
   * @param connections to each API that ask at once
   */
  public GuardBench(
      URI guarded,
      URI unguarded,
      List<Scenario> scenarios,
      Connection database,
      KnownCallers callers,
      int connections)
      throws IOException, SQLException {
    this.guarded = Api.at(guarded, connections);
    this.unguarded = Api.at(unguarded, connections);
    for (var scenario : scenarios) {
      if (!scenario.isMutation()) {
        this.scenarios.put(scenario, ScenarioRequests.read(scenario, database, callers));
      }
    }
  }

  /**
   * Measures.
   *
   * @param warmUp how many rounds at most, before those that count
   * @param rounds how many
   * @param stretch how long each API is asked for each scenario in a round
   */
  public List<GuardFigures> run(int warmUp, int rounds, Duration stretch, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    for (var scenario : scenarios.entrySet()) {
      guarded.requireAnswers(scenario.getKey().name(), scenario.getValue());
      unguarded.requireAnswers(scenario.getKey().name(), scenario.getValue());
    }
    WarmUp.run(
        warmUp,
        () -> {
          var perSecond = new HashMap<String, Double>();
          for (var scenario : scenarios.entrySet()) {
            var one = round(0, stretch, scenario.getValue());
            var name = scenario.getKey().name();
            perSecond.put(name + " with guards", one.guarded().perSecond());
            perSecond.put(name + " without", one.unguarded().perSecond());
          }
          return perSecond;
        },
        progress);
    var measured = new LinkedHashMap<String, List<GuardFigures.Round>>();
    for (int round = 1; round <= rounds; round++) {
      for (var scenario : scenarios.entrySet()) {
        var one = round(round, stretch, scenario.getValue());
        var name = scenario.getKey().name();
        measured.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
        progress.accept(
            "round %d, %s: %,.0f/s with guards, %,.0f/s without"
                .formatted(round, name, one.guarded().perSecond(), one.unguarded().perSecond()));
      }
    }
    return measured.entrySet().stream()
        .map(each -> GuardFigures.of(each.getKey(), each.getValue()))
        .toList();
  }

  /** Who comes first changes with each round. */
  private GuardFigures.Round round(int number, Duration stretch, ScenarioRequests requests)
      throws IOException, InterruptedException {
    if (number % 2 == 0) {
      var with = guarded.ask(stretch, requests);
      return new GuardFigures.Round(with, unguarded.ask(stretch, requests));
    }
    var without = unguarded.ask(stretch, requests);
    return new GuardFigures.Round(guarded.ask(stretch, requests), without);
  }

  @Override
  public void close() throws IOException {
    guarded.loop().close();
    unguarded.loop().close();
  }
}
