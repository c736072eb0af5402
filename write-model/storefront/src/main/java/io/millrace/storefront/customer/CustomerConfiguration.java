package io.millrace.storefront.customer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;

/** The customers' beans. */
@Configuration(proxyBeanMethods = false)
public class CustomerConfiguration {

  @Bean
  Customers customers(R2dbcEntityTemplate template) {
    return new Customers(template);
  }

  @Bean
  CustomerCommands customerCommands(Customers customers) {
    return new CustomerCommands(customers);
  }
}
