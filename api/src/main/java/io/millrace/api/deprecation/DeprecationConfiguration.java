package io.millrace.api.deprecation;

import graphql.execution.instrumentation.Instrumentation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What clients are told about deprecated elements. */
@Configuration(proxyBeanMethods = false)
public class DeprecationConfiguration {

  @Bean
  Instrumentation deprecationReport() {
    return new DeprecationReport();
  }
}
