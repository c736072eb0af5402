package io.millrace.api.usage;

import io.millrace.api.gate.OperationCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What of the schema is used. */
@Configuration(proxyBeanMethods = false)
public class UsageConfiguration {

  @Bean
  @Order(OperationCheck.Place.ADMITTED)
  OperationCheck useNote() {
    return new UseNote(new Uses());
  }
}
