package io.millrace.write;

import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.command.CommandExecution;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandRegistry;
import io.millrace.write.command.Markers;
import io.millrace.write.command.TransactionalCommands;
import io.millrace.write.command.WalMarkers;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.SqlDerivation;
import io.millrace.write.operate.TerminationProperties;
import io.millrace.write.position.SourcePartition;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;

/**
 * The catalog of the class path, and what runs on the database of {@code spring.r2dbc.*}. Each bean
 * gives way to one of the application's own. Commands are made when they are first asked for: an
 * application without handlers, the projector, never binds them.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
      "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration"
    })
@EnableConfigurationProperties({
  StreamProperties.class,
  MillraceDatabaseProperties.class,
  TerminationProperties.class
})
public class WriteModelAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Catalog catalog() {
    return new CatalogLoader()
        .load(DomainSources.fromClasspath(WriteModelAutoConfiguration.class.getClassLoader()));
  }

  @Bean
  @ConditionalOnMissingBean
  SourcePartition stream(StreamProperties properties) {
    return properties.stream();
  }

  @Bean
  @ConditionalOnMissingBean
  StoreNames storeNames(StreamProperties properties) {
    return properties.names();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(ConnectionFactory.class)
  DerivationConnections derivationConnections(
      ConnectionFactory connections,
      MillraceDatabaseProperties properties,
      ObjectProvider<R2dbcProperties> pools) {
    return DerivationConnections.of(
        connections, properties.derivation(), pools.getIfAvailable(R2dbcProperties::new).getPool());
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(ConnectionFactory.class)
  Derivation derivation(
      DerivationConnections connections,
      SourcePartition stream,
      MillraceDatabaseProperties properties) {
    return new SqlDerivation(
        connections.factory(), stream, properties.derivationSettings(), InstantSource.system());
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(ConnectionFactory.class)
  Markers markers(
      ConnectionFactory connections,
      SourcePartition stream,
      MillraceDatabaseProperties properties) {
    return new WalMarkers(connections, stream, properties.commandSettings().markerTimeout());
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  CommandRegistry commandRegistry(Catalog catalog, ApplicationContext context) {
    return CommandRegistry.bind(
        catalog, context.getBeansWithAnnotation(CommandHandlers.class).values());
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  @ConditionalOnBean(ConnectionFactory.class)
  CommandExecution commandExecution(
      CommandRegistry registry,
      Catalog catalog,
      ConnectionFactory connections,
      ReactiveTransactionManager transactionManager,
      Markers markers,
      MillraceDatabaseProperties properties) {
    return new TransactionalCommands(
        registry,
        catalog,
        DatabaseClient.create(connections),
        transactionManager,
        markers,
        properties.commandSettings());
  }
}
