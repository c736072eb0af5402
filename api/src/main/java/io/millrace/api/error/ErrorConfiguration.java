package io.millrace.api.error;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.api.ApiProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Errors with codes. */
@Configuration(proxyBeanMethods = false)
public class ErrorConfiguration {

  @Bean
  FaultLog faultLog() {
    return new FaultLog();
  }

  @Bean
  ErrorMeter errorMeter(MeterRegistry registry) {
    return new ErrorMeter(registry);
  }

  /** Last, so that a domain's own exception handlers come first. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  FaultResolver faultResolver(FaultLog log) {
    return new FaultResolver(log);
  }

  @Bean
  CodedErrors codedErrors(FaultLog log, ApiProperties properties) {
    return new CodedErrors(log, properties.documents());
  }

  /** Before Boot's own, whose answers are pages or have no code. */
  @Bean
  @Order(-2)
  HttpFaults httpFaults(FaultLog log, ErrorMeter errors) {
    return new HttpFaults(log, errors);
  }
}
