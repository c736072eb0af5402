package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The benchmark as a command, at the smallest size; what is timed is not judged. */
final class BenchIT {

  @TempDir Path home;

  @Test
  void everyScenarioIsMeasuredAgainstStaticAnswersAndNothingStaysBehind() throws Exception {
    var file = home.resolve("bench.json");
    try (var millrace = new Installation(home)) {
      millrace
          .run(
              "bench",
              "--size=400",
              "--warm-up=1",
              "--rounds=1",
              "--seconds=1",
              "--connections=2",
              "--rates=20",
              "--json=" + file)
          .succeeded();
    }

    var figures = JsonMapper.builder().build().readTree(file.toFile());
    assertThat(names(figures.get("scenarios")))
        .containsExactly(
            "product page",
            "category listing",
            "faceted search",
            "a customer's ten orders",
            "tiny lookup",
            "mutation");
    assertThat(figures.get("scenarios"))
        .allSatisfy(
            scenario -> {
              assertThat(scenario.at("/operation/requestsPerSecond/median").asDouble())
                  .isPositive();
              assertThat(scenario.at("/fixed/requestsPerSecond/median").asDouble()).isPositive();
              assertThat(scenario.at("/operation/processorMicros").propertyNames())
                  .contains("api", "projector", "postgres", "elasticsearch", "redis");
            });
    assertThat(figures.at("/scenarios/1/roundTrips/redis").asDouble()).isPositive();
    assertThat(figures.at("/scenarios/2/roundTrips/elasticsearch").asDouble()).isPositive();
    assertThat(figures.at("/visibility/0/mutations").asInt()).isPositive();
    assertThat(figures.at("/visibility/0/missing").asInt()).isZero();
    assertThat(figures.at("/projection/ratio").asDouble()).isPositive();
    assertThat(figures.at("/memoryBytes/postgres").asLong()).isPositive();
    assertThat(home.resolve("bench")).doesNotExist();
  }

  @Test
  void guardsAreMeasuredAgainstAnApiThatHasNone() throws Exception {
    var file = home.resolve("guards.json");
    try (var millrace = new Installation(home)) {
      millrace
          .run(
              "bench",
              "guards",
              "--size=400",
              "--warm-up=1",
              "--rounds=1",
              "--seconds=1",
              "--connections=2",
              "--json=" + file)
          .succeeded();
    }

    var figures = JsonMapper.shared().readTree(file.toFile());
    assertThat(names(figures))
        .containsExactly(
            "product page",
            "category listing",
            "faceted search",
            "a customer's ten orders",
            "tiny lookup");
    assertThat(figures)
        .allSatisfy(
            scenario -> {
              assertThat(scenario.at("/throughputRatio/median").asDouble()).isPositive();
              assertThat(scenario.at("/processorRatio/median").asDouble()).isPositive();
            });
    assertThat(home.resolve("bench")).doesNotExist();
  }

  private static List<String> names(JsonNode scenarios) {
    return StreamSupport.stream(scenarios.spliterator(), false)
        .map(scenario -> scenario.get("name").asString())
        .toList();
  }
}
