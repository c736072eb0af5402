package io.millrace.api.error;

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

  /** Last, so that a domain's own exception handlers come first. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  FaultResolver faultResolver(FaultLog log) {
    return new FaultResolver(log);
  }

  @Bean
  CodedErrors codedErrors(FaultLog log) {
    return new CodedErrors(log);
  }
}
