package io.millrace.api.metrics;

import graphql.execution.instrumentation.Instrumentation;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The meters of requests. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  /** After the instrumentation that gives errors their codes. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  Instrumentation requestMeters(MeterRegistry registry) {
    return new RequestMeters(registry);
  }
}
