package io.millrace.api.constraint;

import io.millrace.api.ApiProperties;
import io.millrace.api.gate.OperationCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Constraints of arguments and input fields. */
@Configuration(proxyBeanMethods = false)
public class ConstraintConfiguration {

  @Bean
  @Order(OperationCheck.Place.ARGUMENTS)
  OperationCheck constraintCheck(ApiProperties properties) {
    return new ConstraintCheck(properties.inputs());
  }
}
