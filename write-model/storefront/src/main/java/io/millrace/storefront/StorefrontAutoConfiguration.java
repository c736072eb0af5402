package io.millrace.storefront;

import io.millrace.storefront.catalogue.CatalogueConfiguration;
import io.millrace.storefront.customer.CustomerConfiguration;
import io.millrace.storefront.order.OrderConfiguration;
import io.millrace.storefront.review.ReviewConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;

/** Brings the storefront's command handlers into an application that has a database. */
@AutoConfiguration(after = DataR2dbcAutoConfiguration.class)
@ConditionalOnBean(R2dbcEntityTemplate.class)
@Import({
  CatalogueConfiguration.class,
  CustomerConfiguration.class,
  OrderConfiguration.class,
  ReviewConfiguration.class
})
public class StorefrontAutoConfiguration {}
