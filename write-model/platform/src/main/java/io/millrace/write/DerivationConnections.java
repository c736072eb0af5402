package io.millrace.write;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;

/**
 * The connections that documents are derived over: those of the application, or a pool of its own
 * where another user derives, who may only read. No bean of the type {@link ConnectionFactory},
 * which would stand in the way of the application's.
 *
 * @param factory gives the connections
 * @param pool what must be closed at the end; null where the connections are the application's
 */
record DerivationConnections(ConnectionFactory factory, @Nullable ConnectionPool pool)
    implements AutoCloseable {

  static DerivationConnections of(
      ConnectionFactory connections,
      MillraceDatabaseProperties.Derivation derivation,
      R2dbcProperties.Pool bounds) {
    if (derivation.username() == null) {
      return new DerivationConnections(connections, null);
    }
    var pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(as(derivation, connections))
                .name("derivation")
                .initialSize(0)
                .maxSize(bounds.getMaxSize())
                .maxIdleTime(bounds.getMaxIdleTime())
                .acquireRetry(bounds.getAcquireRetry())
                .build());
    return new DerivationConnections(pool, pool);
  }

  private static ConnectionFactory as(
      MillraceDatabaseProperties.Derivation user, ConnectionFactory connections) {
    var known = OptionsCapableConnectionFactory.unwrapFrom(connections);
    if (known == null) {
      throw new IllegalStateException(
          "millrace.database.derivation.username needs the database to be named by"
              + " spring.r2dbc.url");
    }
    var options =
        known.getOptions().mutate().option(ConnectionFactoryOptions.USER, user.username());
    if (user.password() != null) {
      options.option(ConnectionFactoryOptions.PASSWORD, user.password());
    }
    return ConnectionFactories.get(options.build());
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.dispose();
    }
  }
}
