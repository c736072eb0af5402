package io.millrace.projector;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import io.lettuce.core.RedisURI;
import io.millrace.projector.change.ChangeSourceSettings;
import io.millrace.projector.change.DebeziumChangeSource;
import io.millrace.projector.run.DatabaseColumns;
import io.millrace.projector.run.Projector;
import io.millrace.projector.run.ProjectorParts;
import io.millrace.projector.run.ProjectorProperties;
import io.millrace.projector.slot.SlotOwnership;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.store.StoreNames;
import io.millrace.write.MillraceDatabaseProperties;
import io.millrace.write.derivation.Derivation;
import io.millrace.write.position.SourcePartition;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Assembles a projector from what the write model configures, {@code spring.r2dbc.*}, {@code
 * spring.data.redis.*} and the like.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectorProperties.class)
@Import({ProjectorLifecycle.class, ProjectorEndpoint.class})
public class ProjectorConfiguration {

  @Bean
  Projector projector(
      Catalog catalog,
      ProjectorProperties properties,
      SourcePartition stream,
      StoreNames names,
      Derivation derivation,
      ConnectionFactory connections,
      MillraceDatabaseProperties users,
      DataRedisConnectionDetails redis,
      Rest5Client elasticsearch) {
    var main = Database.of(connections);
    var database = main.as(users.replication().username(), users.replication().password());
    var reading = main.as(users.derivation().username(), users.derivation().password());
    var dataSource = database.dataSource();
    var ownership = new SlotOwnership(dataSource, stream, SlotOwnership.DEFAULT_HELD_WAIT);
    var settings = database.changes(properties);
    return new Projector(
        new ProjectorParts(
            catalog,
            properties,
            names,
            dataSource,
            derivation,
            new DatabaseColumns(catalog, reading.dataSource()),
            ownership,
            tenure -> new DebeziumChangeSource(settings, dataSource, ownership, tenure),
            address(redis),
            elasticsearch));
  }

  @Bean
  ProjectorMeters projectorMeters(Projector projector) {
    return new ProjectorMeters(projector);
  }

  // Health groups name their members by the beans' names.
  @Bean
  ProjectionHealthIndicator projectionHealthIndicator(Projector projector) {
    return new ProjectionHealthIndicator(projector::state);
  }

  @Bean
  StoresHealthIndicator projectionStoresHealthIndicator(Projector projector) {
    return new StoresHealthIndicator(projector);
  }

  @Bean
  LagHealthIndicator projectionLagHealthIndicator(Projector projector) {
    return new LagHealthIndicator(projector);
  }

  @Bean
  ProgressHealthIndicator progressHealthIndicator(Projector projector) {
    return new ProgressHealthIndicator(projector::state, System::nanoTime);
  }

  private static RedisURI address(DataRedisConnectionDetails details) {
    var standalone = details.getStandalone();
    if (standalone == null) {
      throw new IllegalStateException(
          "The projector writes to one Redis: set spring.data.redis.url, or host and port");
    }
    var uri =
        RedisURI.Builder.redis(standalone.getHost(), standalone.getPort())
            .withDatabase(standalone.getDatabase())
            .withSsl(details.getSslBundle() != null);
    var password = details.getPassword();
    var user = details.getUsername();
    if (password != null && user != null) {
      uri.withAuthentication(user, password);
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    }
    return uri.build();
  }

  /** The address that {@code spring.r2dbc.*} names, for what speaks to Postgres in other ways. */
  private record Database(String host, int port, String name, String user, String password) {

    private static final int DEFAULT_PORT = 5432;

    static Database of(ConnectionFactory connections) {
      var capable = OptionsCapableConnectionFactory.unwrapFrom(connections);
      if (capable == null) {
        throw new IllegalStateException("Configure the database by spring.r2dbc.url");
      }
      var options = capable.getOptions();
      return new Database(
          text(options, ConnectionFactoryOptions.HOST.name()),
          Optional.ofNullable(options.getValue(ConnectionFactoryOptions.PORT))
              .map(port -> Integer.parseInt(port.toString()))
              .orElse(DEFAULT_PORT),
          text(options, ConnectionFactoryOptions.DATABASE.name()),
          text(options, ConnectionFactoryOptions.USER.name()),
          text(options, ConnectionFactoryOptions.PASSWORD.name()));
    }

    /** The same database for another user, where one is given. */
    Database as(@Nullable String other, @Nullable String secret) {
      return other == null
          ? this
          : new Database(host, port, name, other, secret == null ? "" : secret);
    }

    private static String text(ConnectionFactoryOptions options, String name) {
      var value = options.getValue(io.r2dbc.spi.Option.valueOf(name));
      return value == null ? "" : value.toString();
    }

    PGSimpleDataSource dataSource() {
      var dataSource = new PGSimpleDataSource();
      dataSource.setServerNames(new String[] {host});
      dataSource.setPortNumbers(new int[] {port});
      dataSource.setDatabaseName(name);
      dataSource.setUser(user);
      dataSource.setPassword(password);
      dataSource.setApplicationName("millrace-projector");
      dataSource.setConnectTimeout(10);
      dataSource.setSocketTimeout(60);
      return dataSource;
    }

    ChangeSourceSettings changes(ProjectorProperties properties) {
      return new ChangeSourceSettings(
          host,
          port,
          name,
          user,
          password,
          Map.of(),
          properties.publication(),
          properties.transactionRows(),
          properties.batchRows(),
          properties.acknowledgeBehind(),
          properties.markerInterval(),
          Duration.ofMillis(200),
          Duration.ofSeconds(15));
    }
  }
}
