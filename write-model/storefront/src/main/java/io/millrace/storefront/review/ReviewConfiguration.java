package io.millrace.storefront.review;

import io.millrace.storefront.catalogue.Products;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;

/** The reviews' beans. */
@Configuration(proxyBeanMethods = false)
public class ReviewConfiguration {

  @Bean
  ReviewCommands reviewCommands(R2dbcEntityTemplate template, Products products) {
    return new ReviewCommands(new Reviews(template), products);
  }
}
