package io.millrace.ops.bench;

import io.millrace.ops.extension.Scenario;
import io.millrace.ops.identity.KnownCallers;
import io.millrace.ops.run.Addresses;
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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Operations over HTTP, each in turns with static answers of the same size from the same server. In
 * a round every scenario is measured once, so that what changes on the machine meets all of them.
 */
final class ScenarioBench {

  private static final long SEED = 20_261_125L;
  private static final int SAMPLE = 50;
  private static final ScenarioRequests.Request NOTHING =
      new ScenarioRequests.Request("{}".getBytes(StandardCharsets.US_ASCII), "", Optional.empty());

  private final URI api;
  private final List<MeasuredProcess> processes;
  private final Bench.Settling settling;
  private final Map<Scenario, ScenarioRequests> scenarios = new LinkedHashMap<>();

  /** A scenario under way. */
  private record Subject(
      Scenario scenario, ScenarioRequests requests, int bytes, List<ScenarioFigures.Round> rounds) {
    String name() {
      return scenario.name();
    }
  }

  ScenarioBench(
      Addresses addresses,
      List<Scenario> scenarios,
      Connection database,
      KnownCallers callers,
      Bench.Settling settling)
      throws SQLException {
    this.settling = settling;
    this.api = URI.create(addresses.api());
    this.processes = ProcessorUse.processes(addresses);
    for (var scenario : scenarios) {
      this.scenarios.put(scenario, ScenarioRequests.read(scenario, database, callers));
    }
  }

  /**
   * Measures.
   *
   * @param warmUp how many rounds at most, before those that count
   * @param rounds how many
   * @param stretch how long each side of each scenario is asked in a round
   */
  List<ScenarioFigures> run(
      int warmUp, int rounds, Duration stretch, int connections, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    var subjects = new ArrayList<Subject>();
    try (var loop = new ClosedLoop(api, connections, SEED)) {
      for (var scenario : scenarios.entrySet()) {
        var name = scenario.getKey().name();
        var requests = scenario.getValue();
        subjects.add(
            new Subject(
                scenario.getKey(), requests, answerBytes(name, requests), new ArrayList<>()));
      }
      WarmUp.run(
          warmUp,
          () -> {
            var perSecond = new HashMap<String, Double>();
            for (var subject : subjects) {
              perSecond.put(subject.name(), round(loop, stretch, subject).operation().perSecond());
            }
            return perSecond;
          },
          progress);
      for (int round = 1; round <= rounds; round++) {
        for (var subject : subjects) {
          var one = round(loop, stretch, subject);
          subject.rounds().add(one);
          progress.accept(
              "round %d, %s: %,.0f/s, static %,.0f/s"
                  .formatted(
                      round, subject.name(), one.operation().perSecond(), one.fixed().perSecond()));
        }
      }
    }
    return subjects.stream()
        .map(subject -> ScenarioFigures.of(subject.name(), subject.bytes(), subject.rounds()))
        .toList();
  }

  private ScenarioFigures.Round round(ClosedLoop loop, Duration stretch, Subject subject)
      throws IOException, SQLException, InterruptedException {
    var fixed = measured(() -> loop.run(stretch, "/bench/static/" + subject.bytes(), _ -> NOTHING));
    var operation =
        measured(() -> loop.run(stretch, api.getPath(), random -> subject.requests().pick(random)));
    if (subject.scenario().isMutation()) {
      settling.settle();
    }
    return new ScenarioFigures.Round(fixed, operation);
  }

  @FunctionalInterface
  private interface Work {
    ClosedLoop.Result run() throws IOException, InterruptedException;
  }

  private ScenarioFigures.Stretch measured(Work work) throws IOException, InterruptedException {
    var use = ProcessorUse.begin(processes);
    var result = work.run();
    return new ScenarioFigures.Stretch(result, use.seconds());
  }

  /** The mean size of some answers, none of which may have errors. */
  private int answerBytes(String name, ScenarioRequests requests) throws IOException {
    long bytes = 0;
    var sample = requests.sample(SAMPLE);
    try (var connection = new HttpConnection(api)) {
      for (var request : sample) {
        var answer =
            connection.send(connection.request(api.getPath(), request.body(), request.token()));
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() != 200 || text.contains("\"errors\":")) {
          throw new IllegalStateException(
              "The scenario '%s' is answered with status %d: %s"
                  .formatted(name, answer.status(), text));
        }
        bytes += answer.body().length;
      }
    }
    return Math.toIntExact(bytes / sample.size());
  }
}
