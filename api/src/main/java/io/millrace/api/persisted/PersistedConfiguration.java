package io.millrace.api.persisted;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.api.gate.DocumentSource;
import io.millrace.api.guard.GuardRedis;
import io.millrace.schema.store.StoreNames;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Documents that are named instead of sent. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersistedProperties.class)
public class PersistedConfiguration {

  @Bean
  DocumentSource persistedDocuments(
      PersistedProperties properties,
      DatabaseClient database,
      GuardRedis redis,
      StoreNames names,
      MeterRegistry meters) {
    return new PersistedDocuments(
        properties,
        new TrustedDocuments(database, properties.refresh()),
        new RememberedDocuments(properties, names, redis),
        new UnknownDocuments(meters));
  }
}
