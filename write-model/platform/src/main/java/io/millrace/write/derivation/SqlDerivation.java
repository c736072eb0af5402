package io.millrace.write.derivation;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.UniqueKey;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.position.SourcePartition;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Derivation over R2DBC. */
public final class SqlDerivation implements Derivation {

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofMillis(100);

  private final SnapshotTransactions transactions;
  private final DerivationSettings settings;
  private final InstantSource clock;
  private final KeyQueries keyQueries = new KeyQueries();
  private final Map<String, ModelStatements> statements = new ConcurrentHashMap<>();
  private final LongAdder visibilityRetries = new LongAdder();

  /**
   * Derives from one database.
   *
   * @param connections to the primary, best a pool with a bound on waiting for a connection
   * @param stream whose epoch the versions have
   * @param clock tells when a snapshot was taken
   */
  public SqlDerivation(
      ConnectionFactory connections,
      SourcePartition stream,
      DerivationSettings settings,
      InstantSource clock) {
    this.transactions = new SnapshotTransactions(connections, stream, settings.statementTimeout());
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Mono<DerivedBatch> derive(
      Map<ReadModel, ? extends Collection<DocumentKey>> keys, Set<Long> mustSee) {
    return seeing(
        mustSee,
        (connection, snapshot) -> {
          var derivedAt = clock.instant();
          return new BatchDerivation(transactions, settings, byStatements(keys))
              .run(connection)
              .map(models -> new DerivedBatch(snapshot.version(), models, derivedAt));
        });
  }

  private Map<ModelStatements, Set<DocumentKey>> byStatements(
      Map<ReadModel, ? extends Collection<DocumentKey>> keys) {
    var each = new LinkedHashMap<ModelStatements, Set<DocumentKey>>();
    keys.forEach((model, some) -> each.put(statements(model), new LinkedHashSet<>(some)));
    return each;
  }

  @Override
  public Mono<Map<ReadModel, Set<DocumentKey>>> route(
      Collection<RouteValues> changes, Set<Long> mustSee) {
    var direct = new HashMap<ReadModel, Set<DocumentKey>>();
    var queries = new ArrayList<RouteValues>();
    for (var change : changes) {
      if (change.route().keyQuery() != null) {
        queries.add(change);
      } else {
        var keys = direct.computeIfAbsent(change.model(), _ -> new LinkedHashSet<>());
        change.values().stream()
            .filter(row -> row.stream().allMatch(Objects::nonNull))
            .map(row -> DocumentKey.of(change.model().type(), row.toArray()))
            .forEach(keys::add);
      }
    }
    if (queries.isEmpty()) {
      return Mono.just(direct);
    }
    return seeing(
        mustSee,
        (connection, _) ->
            Flux.fromIterable(queries)
                .concatMap(
                    change ->
                        keyQueries
                            .find(
                                connection,
                                statements(change.model()),
                                Objects.requireNonNull(change.route().keyQuery()),
                                change.route().columns(),
                                change.values())
                            .map(key -> Map.entry(change.model(), key)))
                .collect(
                    () -> copy(direct),
                    (all, found) ->
                        all.computeIfAbsent(found.getKey(), _ -> new LinkedHashSet<>())
                            .add(found.getValue())));
  }

  /** A retried snapshot begins with what needs no query, not with what an earlier one found. */
  private static Map<ReadModel, Set<DocumentKey>> copy(Map<ReadModel, Set<DocumentKey>> keys) {
    var copy = new HashMap<ReadModel, Set<DocumentKey>>();
    keys.forEach((model, some) -> copy.put(model, new LinkedHashSet<>(some)));
    return copy;
  }

  @Override
  public Mono<List<DocumentKey>> findByUnique(
      ReadModel model, UniqueKey uniqueKey, Collection<? extends List<?>> values) {
    return transactions.run(
        (connection, _) ->
            keyQueries
                .find(
                    connection, statements(model), uniqueKey.keyQuery(), uniqueKey.fields(), values)
                .distinct()
                .collectList());
  }

  @Override
  public Mono<List<DocumentKey>> nextKeys(ReadModel model, Optional<DocumentKey> after, int limit) {
    return transactions.run((connection, _) -> nextKeys(connection, model, after, limit));
  }

  private Mono<List<DocumentKey>> nextKeys(
      Connection connection, ReadModel model, Optional<DocumentKey> after, int limit) {
    var walk = statements(model);
    var statement =
        connection.createStatement(
            after.isPresent() ? walk.nextKeys(limit) : walk.firstKeys(limit));
    if (after.isPresent()) {
      var parts = walk.parts(after.get());
      for (int i = 0; i < parts.size(); i++) {
        statement.bind(i, parts.get(i));
      }
    }
    return Flux.from(statement.execute())
        .concatMap(result -> result.map((row, _) -> walk.keyByPlace(row)))
        .collectList();
  }

  @Override
  public Mono<Long> count(ReadModel model) {
    int limit = settings.keysPerStatement();
    return transactions.run(
        (connection, _) ->
            nextKeys(connection, model, Optional.empty(), limit)
                .expand(
                    keys ->
                        keys.size() < limit
                            ? Mono.empty()
                            : nextKeys(connection, model, Optional.of(keys.getLast()), limit))
                .concatMap(keys -> countRows(connection, statements(model), keys), 1)
                .reduce(0L, Long::sum));
  }

  private static Mono<Long> countRows(
      Connection connection, ModelStatements model, List<DocumentKey> keys) {
    return Flux.from(model.count().on(connection, model.arrays(keys)).execute())
        .concatMap(result -> result.map((row, _) -> Objects.requireNonNull(row.get(0, Long.class))))
        .single();
  }

  @Override
  public long visibilityRetries() {
    return visibilityRetries.sum();
  }

  private ModelStatements statements(ReadModel model) {
    // By hash: a projector may keep two versions of a type current.
    return statements.computeIfAbsent(
        model.type() + "@" + model.hash(), _ -> new ModelStatements(model));
  }

  /** Runs {@code work} in the first snapshot that sees all of these transactions. */
  private <T> Mono<T> seeing(Set<Long> mustSee, BiFunction<Connection, Snapshot, Mono<T>> work) {
    return Mono.defer(
        () -> {
          long begun = System.nanoTime();
          return transactions
              .run(
                  (connection, snapshot) -> {
                    var unseen = unseen(snapshot, mustSee);
                    if (unseen.isEmpty()) {
                      return work.apply(connection, snapshot);
                    }
                    var waited = Duration.ofNanos(System.nanoTime() - begun);
                    return Mono.<T>error(
                        waited.compareTo(settings.visibilityTimeout()) < 0
                            ? new NotYetVisible()
                            : new TransactionsNotVisibleException(unseen, waited));
                  })
              .retryWhen(
                  Retry.backoff(Long.MAX_VALUE, FIRST_BACKOFF)
                      .maxBackoff(LONGEST_BACKOFF)
                      .filter(NotYetVisible.class::isInstance)
                      .doBeforeRetry(_ -> visibilityRetries.increment()));
        });
  }

  private static List<Long> unseen(Snapshot snapshot, Set<Long> mustSee) {
    return mustSee.stream().filter(xid -> !snapshot.sees(xid)).sorted().toList();
  }

  /** A snapshot is given up; never leaves this class. */
  private static final class NotYetVisible extends RuntimeException {
    NotYetVisible() {
      super("A transaction is not visible yet", null, false, false);
    }
  }
}
