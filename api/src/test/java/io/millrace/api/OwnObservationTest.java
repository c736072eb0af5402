package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.observation.DefaultDataLoaderObservationConvention;
import org.springframework.graphql.observation.DefaultExecutionRequestObservationConvention;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A domain that observes in another way than the platform does. */
@Import(OwnObservationTest.Observations.class)
class OwnObservationTest extends ApiTest {

  @TestConfiguration(proxyBeanMethods = false)
  static class Observations {

    @Bean
    DefaultExecutionRequestObservationConvention requests() {
      return new DefaultExecutionRequestObservationConvention("garden.request");
    }

    @Bean
    DefaultDataLoaderObservationConvention loaders() {
      return new DefaultDataLoaderObservationConvention() {
        @Override
        public String getName() {
          return "garden.loader";
        }
      };
    }

    @Bean
    SecurityObservationSettings security() {
      return SecurityObservationSettings.withDefaults().shouldObserveRequests(true).build();
    }
  }

  @Autowired private MeterRegistry registry;

  @Test
  void itsConventionsNameRequestsAndLoaders() {
    ask("{ garden(slug: \"garden-1\") { name } }").complete();
    await()
        .untilAsserted(
            () ->
                assertThat(meters())
                    .contains("garden.request", "garden.loader")
                    .doesNotContain(
                        "graphql.request", "graphql.dataloader", "graphql.datafetcher"));
  }

  @Test
  void itsSettingsBringBackWhatSpringSecurityObserves() {
    WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port())
        .build()
        .post()
        .uri("/graphql")
        .bodyValue(Map.of("query", "{ motto }"))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(meters()).anyMatch(name -> name.startsWith("spring.security"));
  }

  private List<String> meters() {
    return registry.getMeters().stream().map(meter -> meter.getId().getName()).toList();
  }
}
