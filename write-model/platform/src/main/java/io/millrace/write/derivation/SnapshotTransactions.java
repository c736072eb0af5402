package io.millrace.write.derivation;

import io.millrace.write.position.SourcePartition;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.TransactionDefinition;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
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
  private final String begin;

  SnapshotTransactions(
      ConnectionFactory connections, SourcePartition stream, Duration statementTimeout) {
    this.connections = connections;
    this.stream = stream;
    // json_build_object writes timestamptz in the session's zone.
    this.settings =
        """
        set local time zone 'UTC';
        set local statement_timeout = %d"""
            .formatted(statementTimeout.toMillis());
    // The statements' order matters: the first that reads takes the snapshot.
    this.begin =
        """
        %s;
        select pg_current_snapshot()::text, (select epoch from millrace.replication
          where source = '%s' and partition = %d), pg_is_in_recovery()"""
            .formatted(settings, stream.source(), stream.partition());
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

  /** A name by which other connections can join this one's snapshot while its transaction lasts. */
  Mono<String> export(Connection connection) {
    return Flux.from(connection.createStatement("select pg_export_snapshot()").execute())
        .concatMap(
            result -> result.map((row, _) -> Objects.requireNonNull(row.get(0, String.class))))
        .single();
  }

  /**
   * Runs {@code work} on a connection of its own in a snapshot that another one holds. Without a
   * connection, or where the snapshot can't be joined, nothing runs and nothing fails.
   *
   * @param needless ends the waiting for a connection
   */
  <T> Flux<T> join(String snapshot, Mono<Void> needless, Function<Connection, Flux<T>> work) {
    return Flux.usingWhen(
        Mono.<Connection>from(connections.create())
            .takeUntilOther(needless)
            .onErrorResume(R2dbcException.class, _ -> Mono.empty()),
        connection ->
            Mono.from(connection.beginTransaction(REPEATABLE_READ_ONLY))
                .thenMany(connection.createStatement(joining(snapshot)).execute())
                .concatMap(Result::getRowsUpdated)
                .then(Mono.just(true))
                .onErrorReturn(R2dbcException.class, false)
                .flatMapMany(joined -> joined ? work.apply(connection) : Flux.empty()),
        SnapshotTransactions::rollBack,
        (connection, _) -> rollBack(connection),
        SnapshotTransactions::rollBack);
  }

  private String joining(String snapshot) {
    return "set transaction snapshot '%s';\n%s".formatted(snapshot, settings);
  }

  private static Mono<Void> rollBack(Connection connection) {
    return Mono.from(connection.rollbackTransaction()).onErrorComplete().then(close(connection));
  }

  private static Mono<Void> close(Connection connection) {
    return Mono.from(connection.close());
  }

  private Mono<Snapshot> snapshot(Connection connection) {
    return Flux.from(connection.createStatement(begin).execute())
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
