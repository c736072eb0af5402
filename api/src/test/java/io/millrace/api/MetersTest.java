package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.observation.DataLoaderObservationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class MetersTest extends ApiTest {

  @Autowired private MeterRegistry registry;
  @Autowired private ObservationRegistry observations;

  @Test
  void requestsAreTimedByTypeAndOutcome() {
    double complete = requests("query", "complete");
    double refused = requests("none", "refused");
    double partial = requests("query", "partial");
    ask("{ motto }").complete();
    ask("{ noSuchField }");
    ask("{ motto broken }");
    assertThat(requests("query", "complete")).isEqualTo(complete + 1);
    assertThat(requests("none", "refused")).isEqualTo(refused + 1);
    assertThat(requests("query", "partial")).isEqualTo(partial + 1);
  }

  @Test
  void errorsAreCountedByTheirCodes() {
    double before = errors("GRAPHQL_VALIDATION_FAILED");
    ask("{ noSuchField }");
    assertThat(errors("GRAPHQL_VALIDATION_FAILED")).isEqualTo(before + 1);
    assertThat(registry.find("millrace.errors").tag("code", "UNKNOWN").counter()).isNull();
  }

  @Test
  void errorsInTheAnswersPlaceAreCountedToo() {
    double refused = errors("INVALID_TOKEN");
    double unreadable = errors("BAD_REQUEST");
    post("{\"query\": \"{ motto }\"}", Map.of("Authorization", "Bearer not.a.token"))
        .expectStatus()
        .isUnauthorized();
    post("{\"query\": ", Map.of()).expectStatus().isBadRequest();
    assertThat(errors("INVALID_TOKEN")).isEqualTo(refused + 1);
    assertThat(errors("BAD_REQUEST")).isEqualTo(unreadable + 1);
  }

  @Test
  void storesAreTimedAndRoundTripsCounted() {
    ask("{ garden(slug: \"garden-1\") { name } }").complete();
    assertThat(registry.get("millrace.store.calls").tag("store", "redis").timer().count())
        .isPositive();
    assertThat(registry.get("millrace.round.trips").tag("store", "redis").counter().count())
        .isPositive();
  }

  @Test
  void whatEachSecurityFilterDoesIsNotObserved() {
    post("{\"query\": \"{ motto }\"}", Map.of()).expectStatus().isOk();
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .noneMatch(name -> name.startsWith("spring.security"));
  }

  @Test
  void requestsAndLoadersAreObservedButNotEachField() {
    ask("{ garden(slug: \"garden-1\") { name } }").complete();
    await()
        .untilAsserted(
            () ->
                assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .contains("graphql.request", "graphql.dataloader")
                    .doesNotContain("graphql.datafetcher"));
  }

  @Test
  void loadersAreObservedAsPartsOfTheirRequest() {
    var parents = new ConcurrentHashMap<String, String>();
    observations
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                var parent = context.getParentObservation();
                parents.put(
                    context.getName(), parent == null ? "" : parent.getContextView().getName());
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return context instanceof DataLoaderObservationContext;
              }
            });
    ask("{ garden(slug: \"garden-1\") { name } }").complete();
    // A loader's observation may end after the answer that it helped to make.
    await()
        .untilAsserted(
            () -> assertThat(parents).containsEntry("graphql.dataloader", "graphql.request"));
  }

  private WebTestClient.ResponseSpec post(String body, Map<String, String> headers) {
    return WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .build()
        .post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .headers(sent -> headers.forEach(sent::set))
        .bodyValue(body)
        .exchange();
  }

  private double requests(String operation, String outcome) {
    var timer =
        registry.find("millrace.requests").tags("operation", operation, "outcome", outcome).timer();
    return timer == null ? 0 : timer.count();
  }

  private double errors(String code) {
    var counter = registry.find("millrace.errors").tag("code", code).counter();
    return counter == null ? 0 : counter.count();
  }
}
