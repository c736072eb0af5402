package io.millrace.api.metrics;

import graphql.execution.instrumentation.Instrumentation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.observation.GraphQlObservationInstrumentation;

/** The meters and observations of requests. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  /** After the instrumentation that gives errors their codes. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  Instrumentation requestMeters(MeterRegistry registry) {
    return new RequestMeters(registry);
  }

  @Bean
  GraphQlObservationInstrumentation requestObservation(ObservationRegistry registry) {
    return new RequestObservation(registry);
  }
}
