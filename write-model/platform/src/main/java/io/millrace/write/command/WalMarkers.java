package io.millrace.write.command;

import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.StreamPosition;
import io.millrace.write.position.WalPosition;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Markers over R2DBC. At most one shared marker is being written; whoever comes meanwhile waits for
 * the next, since the one in flight may have been written before their transaction committed.
 */
public final class WalMarkers implements Markers {

  // Flushed, since the projector may only be told of what is durable. The log file's name begins
  // with the timeline of the running server, which pg_control_checkpoint() would tell late.
  private static final String EMIT =
      """
      select emitted.lsn::text, pg_walfile_name(emitted.lsn), system.system_identifier::text
      from pg_logical_emit_message(false, '%s', $1, true) as emitted(lsn),
        pg_control_system() as system"""
          .formatted(PREFIX);

  private final ConnectionFactory connections;
  private final SourcePartition stream;
  private final Duration timeout;
  private final Object lock = new Object();
  private boolean writing;
  private Sinks.@Nullable One<StreamPosition> next;

  /**
   * Writes into the log of one database.
   *
   * @param connections to the primary
   * @param stream the stream that the markers arrive on
   * @param timeout how long one may take
   */
  public WalMarkers(ConnectionFactory connections, SourcePartition stream, Duration timeout) {
    this.connections = connections;
    this.stream = stream;
    this.timeout = timeout;
  }

  @Override
  public Mono<StreamPosition> emit() {
    return Mono.defer(
        () -> {
          Sinks.One<StreamPosition> mine;
          boolean first = false;
          synchronized (lock) {
            if (next == null) {
              next = Sinks.one();
            }
            mine = next;
            if (!writing) {
              writing = true;
              first = true;
            }
          }
          if (first) {
            writeNext();
          }
          return mine.asMono();
        });
  }

  /** Writes one marker for all who wait now; then one for those who came meanwhile. */
  private void writeNext() {
    Sinks.One<StreamPosition> group;
    synchronized (lock) {
      if (next == null) {
        writing = false;
        return;
      }
      group = next;
      next = null;
    }
    // Nobody's cancellation may take the marker from the others, so it has a subscriber of its own.
    emit("").doFinally(_ -> writeNext()).subscribe(group::tryEmitValue, group::tryEmitError);
  }

  @Override
  public Mono<StreamPosition> emit(String content) {
    return Mono.usingWhen(
            connections.create(),
            connection ->
                Flux.from(connection.createStatement(EMIT).bind(0, content).execute())
                    .concatMap(result -> result.map((row, _) -> position(row)))
                    .single(),
            Connection::close)
        .timeout(timeout);
  }

  private StreamPosition position(Row row) {
    return new StreamPosition(
        stream,
        text(row, 2),
        Integer.parseInt(text(row, 1), 0, 8, 16),
        WalPosition.parse(text(row, 0)));
  }

  private static String text(Row row, int column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
