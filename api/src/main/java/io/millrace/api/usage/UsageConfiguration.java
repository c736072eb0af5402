package io.millrace.api.usage;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.api.gate.OperationCheck;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;

/** What of the schema is used. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UsageProperties.class)
public class UsageConfiguration {

  @Bean
  @Order(OperationCheck.Place.ADMITTED)
  OperationCheck useNote(ObjectProvider<UsageCounts> counts) {
    return new UseNote(new Uses(), counts.getIfAvailable());
  }

  /** Counting. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty(name = "millrace.api.usage.enabled", matchIfMissing = true)
  static class Counting {

    @Bean
    UsageCounts usageCounts(UsageProperties properties) {
      return new UsageCounts(
          InstantSource.system(),
          () -> new UsageClients(properties.clients(), properties.unprovenNames()));
    }

    @Bean
    UsageFlush usageFlush(
        UsageCounts counts,
        DatabaseClient database,
        UsageProperties properties,
        MeterRegistry meters) {
      return new UsageFlush(
          counts, new UsageTable(database), properties, InstantSource.system(), meters);
    }
  }
}
