package io.millrace.api.switches;

import io.millrace.api.gate.OperationCheck;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;

/** What is turned off at run time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SwitchProperties.class)
public class SwitchConfiguration {

  @Bean
  Switches switches(DatabaseClient database, SwitchProperties properties) {
    return new Switches(database, properties.refresh());
  }

  @Bean
  @Order(OperationCheck.Place.TRANSPORT)
  OperationCheck switchCheck(Switches switches) {
    return new SwitchCheck(switches);
  }
}
