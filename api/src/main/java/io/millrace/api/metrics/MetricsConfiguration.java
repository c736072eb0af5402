package io.millrace.api.metrics;

import graphql.execution.instrumentation.Instrumentation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.millrace.api.error.ErrorMeter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.observation.DataLoaderObservationConvention;
import org.springframework.graphql.observation.ExecutionRequestObservationConvention;
import org.springframework.graphql.observation.GraphQlObservationInstrumentation;

/** The meters and observations of requests. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  /** After the instrumentation that gives errors their codes. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  Instrumentation requestMeters(MeterRegistry registry, ErrorMeter errors) {
    return new RequestMeters(registry, errors);
  }

  /** In the place of Boot's, which steps back; a domain's own takes the place of both. */
  @Bean
  @ConditionalOnMissingBean
  GraphQlObservationInstrumentation requestObservation(
      ObservationRegistry registry,
      ObjectProvider<ExecutionRequestObservationConvention> requests,
      ObjectProvider<DataLoaderObservationConvention> loaders) {
    return new RequestObservation(registry, requests.getIfAvailable(), loaders.getIfAvailable());
  }
}
