package io.millrace.api.garden;

import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.command.CommandExecution;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandRegistry;
import io.millrace.write.command.CommandSettings;
import io.millrace.write.command.TransactionalCommands;
import io.millrace.write.command.WalMarkers;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.derivation.DerivationSettings;
import io.millrace.write.derivation.SqlDerivation;
import io.millrace.write.position.SourcePartition;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;

/** The domain's beans. */
@Configuration(proxyBeanMethods = false)
@Import({GardenController.class, PlantCommands.class})
public class GardenDomain {

  @Bean
  Catalog catalog() {
    return new CatalogLoader()
        .load(DomainSources.fromClasspath(GardenDomain.class.getClassLoader()));
  }

  @Bean
  StoreNames storeNames() {
    return GardenStores.shared().names();
  }

  @Bean
  Derivation derivation(ConnectionFactory connections) {
    return new SqlDerivation(
        connections, SourcePartition.MAIN, DerivationSettings.DEFAULT, InstantSource.system());
  }

  @Bean
  CommandExecution commandExecution(
      Catalog catalog,
      ApplicationContext context,
      ConnectionFactory connections,
      DatabaseClient database,
      ReactiveTransactionManager transactions) {
    var settings = CommandSettings.DEFAULT;
    return new TransactionalCommands(
        CommandRegistry.bind(
            catalog, context.getBeansWithAnnotation(CommandHandlers.class).values()),
        catalog,
        database,
        transactions,
        new WalMarkers(connections, SourcePartition.MAIN, settings.markerTimeout()),
        settings);
  }
}
