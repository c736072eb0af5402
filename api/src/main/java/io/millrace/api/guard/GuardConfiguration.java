package io.millrace.api.guard;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The guards, from what {@code resilience4j.*} configures. */
@Configuration(proxyBeanMethods = false)
public class GuardConfiguration {

  @Bean
  StoreGuards storeGuards(
      CircuitBreakerRegistry breakers, RetryRegistry retries, BulkheadRegistry bulkheads) {
    return new StoreGuards(breakers, retries, bulkheads);
  }
}
