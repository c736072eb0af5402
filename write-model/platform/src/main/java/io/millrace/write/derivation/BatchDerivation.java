package io.millrace.write.derivation;

import io.millrace.schema.document.CanonicalWriter;
import io.millrace.schema.key.DocumentKey;
import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One batch in one snapshot: a queue of statements, run by the connection that took the snapshot
 * and, where the batch is large, by others that join it. The others only help: one that gets no
 * connection in time or cannot join leaves its share to the first, which never waits for them.
 */
final class BatchDerivation {

  private final SnapshotTransactions transactions;
  private final Map<ModelStatements, Set<DocumentKey>> keys;
  private final Queue<Statement> waiting = new ConcurrentLinkedQueue<>();
  private final int helpers;

  /**
   * @param keys of each read model, each once
   */
  BatchDerivation(
      SnapshotTransactions transactions,
      DerivationSettings settings,
      Map<ModelStatements, Set<DocumentKey>> keys) {
    this.transactions = transactions;
    this.keys = keys;
    int most = settings.keysPerStatement();
    int all = 0;
    for (var entry : keys.entrySet()) {
      var fitting = entry.getValue().stream().filter(entry.getKey()::fits).toList();
      all += fitting.size();
      for (int from = 0; from < fitting.size(); from += most) {
        var some = fitting.subList(from, Math.min(fitting.size(), from + most));
        waiting.add(new Statement(entry.getKey(), some));
      }
    }
    // A batch of few keys is done before another connection would have joined.
    helpers = Math.min(settings.connections() - 1, (all - 1) / most);
  }

  private record Statement(ModelStatements model, List<DocumentKey> keys) {}

  private record Row(ModelStatements model, DocumentKey key, byte[] json) {}

  /** Derives; {@code connection} is in the snapshot. */
  Mono<List<DerivedDocuments>> run(Connection connection) {
    // Rows leave the driver's event loop at once, so that Postgres' next rows are read while the
    // documents of these are written.
    return rows(connection)
        .publishOn(Schedulers.parallel())
        .collect(() -> new Rewriting(keys), Rewriting::add)
        .map(Rewriting::finish);
  }

  private Flux<Row> rows(Connection connection) {
    if (helpers < 1) {
      return work(connection);
    }
    var noneLeft = Sinks.<Void>empty();
    return transactions
        .export(connection)
        .flatMapMany(
            snapshot -> {
              var workers = new ArrayList<Publisher<Row>>();
              workers.add(work(connection).doFinally(_ -> noneLeft.tryEmitEmpty()));
              IntStream.range(0, helpers)
                  .mapToObj(_ -> transactions.join(snapshot, noneLeft.asMono(), this::work))
                  .forEach(workers::add);
              return Flux.merge(workers);
            });
  }

  /** Runs what waits, one statement after the other, until nothing does. */
  private Flux<Row> work(Connection connection) {
    return Flux.<Statement>generate(
            next -> {
              var statement = waiting.poll();
              if (statement == null) {
                next.complete();
              } else {
                next.next(statement);
              }
            })
        // Nothing is fetched ahead: it would wait here while another connection is idle.
        .concatMap(statement -> run(connection, statement), 0);
  }

  private static Flux<Row> run(Connection connection, Statement statement) {
    var model = statement.model();
    return Flux.from(model.derive().on(connection, model.arrays(statement.keys())).execute())
        .concatMap(
            result ->
                result.map(
                    (row, _) ->
                        new Row(
                            model,
                            model.keyByName(row),
                            Objects.requireNonNull(
                                row.get("document", byte[].class),
                                () -> model.model().file() + ": a row's document is null"))));
  }

  /** Writes the documents of rows as they come. */
  private static final class Rewriting {

    private final Map<ModelStatements, OfModel> models = new LinkedHashMap<>();

    Rewriting(Map<ModelStatements, Set<DocumentKey>> keys) {
      keys.forEach((model, some) -> models.put(model, new OfModel(model, some)));
    }

    void add(Row row) {
      Objects.requireNonNull(models.get(row.model())).add(row);
    }

    List<DerivedDocuments> finish() {
      return models.values().stream().map(OfModel::finish).toList();
    }
  }

  private static final class OfModel {

    private final ModelStatements model;
    private final CanonicalWriter writer;
    private final Set<DocumentKey> keys;
    private final Map<DocumentKey, byte[]> present;
    private final Map<DocumentKey, RuntimeException> failed = new LinkedHashMap<>();

    OfModel(ModelStatements model, Set<DocumentKey> keys) {
      this.model = model;
      this.writer = model.writer();
      this.keys = keys;
      this.present = LinkedHashMap.newLinkedHashMap(keys.size());
    }

    void add(Row row) {
      if (!keys.contains(row.key())) {
        return; // "007" was asked for, and 7 is what Postgres found: 007 has no document
      }
      try {
        present.put(row.key(), writer.write(row.key(), row.json()));
      } catch (RuntimeException unfit) {
        failed.put(row.key(), unfit);
      }
    }

    DerivedDocuments finish() {
      var absent = new HashSet<>(keys);
      absent.removeAll(present.keySet());
      absent.removeAll(failed.keySet());
      return new DerivedDocuments(model.model(), present, absent, failed);
    }
  }
}
