package io.millrace.api.budget;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.guard.GuardRedis;
import io.millrace.api.identity.ClientAddresses;
import io.millrace.schema.store.StoreNames;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Budgets and rates. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BudgetProperties.class, RateProperties.class})
public class BudgetConfiguration {

  /** Longer than any operation takes: a charge that is forgotten is not refunded. */
  private static final Duration UNSETTLED = Duration.ofMinutes(2);

  @Bean
  RequestRates requestRates(
      RateProperties properties, ClientAddresses addresses, GraphQlProperties graphQl) {
    return new RequestRates(
        properties,
        new LocalBuckets(System::nanoTime, UNSETTLED),
        addresses,
        graphQl.getHttp().getPath());
  }

  /** Charging. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty(name = "millrace.api.budget.enabled", matchIfMissing = true)
  static class Charging {

    @Bean
    Budget budget(GuardRedis redis, StoreNames names, ObjectProvider<MeterRegistry> meters) {
      var registry = meters.getIfAvailable();
      var local = registry == null ? null : registry.counter("millrace.budget.local.charges");
      return new Budget(
          new SharedBuckets(redis, names.prefix(), UNSETTLED),
          new LocalBuckets(System::nanoTime, UNSETTLED),
          local == null ? () -> {} : local::increment);
    }

    @Bean
    @Order(OperationCheck.Place.BUDGET)
    OperationCheck budgetCheck(Budget budget, BudgetProperties properties) {
      return new BudgetCheck(budget, properties);
    }

    @Bean
    BudgetSettlement budgetSettlement(Budget budget) {
      return new BudgetSettlement(budget);
    }
  }
}
