package io.millrace.storefront.catalogue;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;

/** The catalogue's beans. */
@Configuration(proxyBeanMethods = false)
public class CatalogueConfiguration {

  @Bean
  Products products(R2dbcEntityTemplate template) {
    return new Products(template);
  }

  @Bean
  CategoryCommands categoryCommands(R2dbcEntityTemplate template) {
    return new CategoryCommands(new Categories(template));
  }

  @Bean
  ProductCommands productCommands(
      Products products, R2dbcEntityTemplate template, ObjectProvider<Clock> clock) {
    return new ProductCommands(
        products, new Variants(template), clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  VariantCommands variantCommands(Products products, R2dbcEntityTemplate template) {
    return new VariantCommands(products, new Variants(template));
  }
}
