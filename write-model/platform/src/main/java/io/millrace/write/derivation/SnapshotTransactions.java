package io.millrace.write.derivation;

import io.millrace.write.position.SourcePartition;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.TransactionDefinition;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Transactions that read one snapshot. They never write, so they have no transaction id of their
 * own, which their snapshot would count.
 */
final class SnapshotTransactions {

  private static final TransactionDefinition REPEATABLE_READ_ONLY =
      new TransactionDefinition() {
        @Override
        @SuppressWarnings("unchecked")
        public <T> @Nullable T getAttribute(Option<T> option) {
          if (option.equals(TransactionDefinition.ISOLATION_LEVEL)) {
            return (T) IsolationLevel.REPEATABLE_READ;
          }
          return option.equals(TransactionDefinition.READ_ONLY) ? (T) Boolean.TRUE : null;
        }
      };

  private final ConnectionFactory connections;
  private final SourcePartition stream;
  private final String settings;

  SnapshotTransactions(
      ConnectionFactory connections, SourcePartition stream, Duration statementTimeout) {
    this.connections = connections;
    this.stream = stream;
    // The statements' order matters: the first that reads takes the snapshot. jsonb_build_object
    // writes timestamptz in the session's zone.
    this.settings =
        """
        set local time zone 'UTC';
        set local statement_timeout = %d;
        select pg_current_snapshot()::text, (select epoch from millrace.replication
          where source = '%s' and partition = %d), pg_is_in_recovery()"""
            .formatted(statementTimeout.toMillis(), stream.source(), stream.partition());
  }

  /** Runs {@code work} in a snapshot. */
  <T> Mono<T> run(BiFunction<Connection, Snapshot, Mono<T>> work) {
    return Mono.usingWhen(
        connections.create(),
        connection ->
            Mono.from(connection.beginTransaction(REPEATABLE_READ_ONLY))
                .then(snapshot(connection))
                .flatMap(snapshot -> work.apply(connection, snapshot)),
        connection -> Mono.from(connection.commitTransaction()).then(close(connection)),
        (connection, _) -> rollBack(connection),
        SnapshotTransactions::rollBack);
  }

  private static Mono<Void> rollBack(Connection connection) {
    return Mono.from(connection.rollbackTransaction()).onErrorComplete().then(close(connection));
  }

  private static Mono<Void> close(Connection connection) {
    return Mono.from(connection.close());
  }

  private Mono<Snapshot> snapshot(Connection connection) {
    return Flux.from(connection.createStatement(settings).execute())
        .concatMap(this::readSnapshot)
        .single();
  }

  private Flux<Snapshot> readSnapshot(Result result) {
    return Flux.from(
        result.map(
            (row, _) -> {
              if (Boolean.TRUE.equals(row.get(2, Boolean.class))) {
                throw new IllegalStateException(
                    "Documents are derived on the primary; this server is a standby");
              }
              var epoch = row.get(1, Long.class);
              if (epoch == null) {
                throw new IllegalStateException(
                    "millrace.replication has no row for %s: run the migration".formatted(stream));
              }
              return Snapshot.parse(epoch, Objects.requireNonNull(row.get(0, String.class)));
            }));
  }
}
