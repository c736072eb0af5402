package io.millrace.storefront.order;

import io.millrace.storefront.customer.Customers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;

/** The orders' beans. */
@Configuration(proxyBeanMethods = false)
public class OrderConfiguration {

  @Bean
  OrderCommands orderCommands(R2dbcEntityTemplate template, Customers customers) {
    return new OrderCommands(
        new Orders(template), new Stock(template.getDatabaseClient()), customers);
  }
}
