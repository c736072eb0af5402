package io.millrace.api.persisted;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.api.gate.DocumentSource;
import io.millrace.api.gate.OperationCheck;
import io.millrace.api.guard.GuardRedis;
import io.millrace.schema.store.StoreNames;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;

/** Documents that are named instead of sent. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersistedProperties.class)
public class PersistedConfiguration {

  @Bean
  @Order(OperationCheck.Place.WATCH)
  UnknownDocuments unknownDocuments(MeterRegistry meters) {
    return new UnknownDocuments(meters, Ticker.systemTicker());
  }

  @Bean
  DocumentSource persistedDocuments(
      PersistedProperties properties,
      DatabaseClient database,
      GuardRedis redis,
      StoreNames names,
      UnknownDocuments unknown) {
    return new PersistedDocuments(
        properties,
        new TrustedDocuments(database, properties.refresh()),
        new RememberedDocuments(properties, names, redis),
        unknown);
  }
}
