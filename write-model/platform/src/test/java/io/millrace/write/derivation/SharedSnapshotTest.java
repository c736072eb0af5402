package io.millrace.write.derivation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.Library;
import io.millrace.write.position.SourcePartition;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Several connections that derive one batch. */
class SharedSnapshotTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final ReadModel BOOK = Library.model("Book");
  private static final int KEYS_PER_STATEMENT = 10;

  private static Library library;

  @BeforeAll
  static void open() {
    library = Library.open();
    library.execute(
        """
        insert into author values (600, 'Before');
        insert into book (isbn, title, author_id) select 's' || i, 'Shared', 600
          from generate_series(1, 200) i""");
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static SqlDerivation derivation(ConnectionFactory connections, int atOnce) {
    return new SqlDerivation(
        connections,
        SourcePartition.MAIN,
        new DerivationSettings(KEYS_PER_STATEMENT, atOnce, BOUND, BOUND),
        InstantSource.system());
  }

  private static List<DocumentKey> keys() {
    return Library.await(derivation(library.pool(), 1).nextKeys(BOOK, Optional.empty(), 1_000));
  }

  @Test
  void theOthersSeeWhatTheFirstSawThoughACommitCameBetween() {
    library.execute("update author set name = 'Before' where id = 600");
    var keys = keys();
    var gated =
        new GatedConnections(
            () -> library.execute("update author set name = 'After' where id = 600"));

    var batch = Library.await(derivation(gated, 2).derive(Map.of(BOOK, keys)));

    assertThat(gated.statementsOfOthers.get()).isPositive();
    assertThat(batch.of("Book").present()).containsOnlyKeys(keys);
    assertThat(batch.of("Book").present().values())
        .allSatisfy(json -> assertThat(new String(json, UTF_8)).doesNotContain("After"));
  }

  @Test
  void theFirstDoesAllOfItWhereNoOtherConnectionIsFree() {
    var keys = keys();
    var single =
        new ConnectionPool(ConnectionPoolConfiguration.builder(library.pool()).maxSize(1).build());
    try {
      var derivation = derivation(single, 4);
      // Twice: a place in the pool's queue that nobody gave up would hold the second one up.
      for (int time = 0; time < 2; time++) {
        var batch = Library.await(derivation.derive(Map.of(BOOK, keys)));
        assertThat(batch.of("Book").present()).containsOnlyKeys(keys);
      }
    } finally {
      single.dispose();
    }
  }

  @Test
  void theFirstDoesAllOfItWhereTheOthersCanNotJoin() {
    var keys = keys();
    var created = new AtomicInteger();
    var refusing =
        connections(
            () ->
                created.getAndIncrement() == 0
                    ? Mono.from(library.pool().create())
                    : Mono.error(new R2dbcNonTransientResourceException("no more", "53300")));

    var batch = Library.await(derivation(refusing, 3).derive(Map.of(BOOK, keys)));

    assertThat(created.get()).isEqualTo(3);
    assertThat(batch.of("Book").present()).containsOnlyKeys(keys);
  }

  @Test
  void aBatchOfOneStatementNeedsOneConnection() {
    var created = new AtomicInteger();
    var counting =
        connections(
            () -> {
              created.incrementAndGet();
              return Mono.from(library.pool().create());
            });

    Library.await(
        derivation(counting, 4).derive(Map.of(BOOK, keys().subList(0, KEYS_PER_STATEMENT))));

    assertThat(created.get()).isEqualTo(1);
  }

  private static ConnectionFactory connections(
      java.util.function.Supplier<Mono<? extends Connection>> creation) {
    return new ConnectionFactory() {
      @Override
      public Publisher<? extends Connection> create() {
        return Mono.defer(creation);
      }

      @Override
      public ConnectionFactoryMetadata getMetadata() {
        return library.pool().getMetadata();
      }
    };
  }

  /**
   * Commits a change when a second connection is asked for, and holds the first one's documents
   * back until the second has given some.
   */
  private static final class GatedConnections implements ConnectionFactory {

    private final Runnable change;
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger statementsOfOthers = new AtomicInteger();
    private final Sinks.Empty<Void> othersRan = Sinks.empty();

    GatedConnections(Runnable change) {
      this.change = change;
    }

    @Override
    public Publisher<? extends Connection> create() {
      return Mono.defer(
          () -> {
            boolean first = created.getAndIncrement() == 0;
            if (!first) {
              change.run();
            }
            return Mono.from(library.pool().create()).map(connection -> gated(connection, first));
          });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return library.pool().getMetadata();
    }

    private Connection gated(Connection connection, boolean first) {
      return proxy(
          Connection.class,
          connection,
          (method, result, arguments) ->
              method.equals("createStatement") && arguments[0].toString().contains("as document")
                  ? gated((Statement) result, first)
                  : result);
    }

    private Statement gated(Statement statement, boolean first) {
      return proxy(
          Statement.class,
          statement,
          (method, result, _) -> {
            if (!method.equals("execute")) {
              return result;
            }
            @SuppressWarnings("unchecked")
            var rows = Flux.from((Publisher<Result>) result);
            if (first) {
              return othersRan.asMono().thenMany(rows);
            }
            statementsOfOthers.incrementAndGet();
            return rows.doOnComplete(othersRan::tryEmitEmpty);
          });
    }

    private interface Change {
      Object of(String method, Object result, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, Change change) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (_, method, arguments) -> {
                try {
                  return change.of(method.getName(), method.invoke(target, arguments), arguments);
                } catch (InvocationTargetException failure) {
                  throw failure.getCause();
                }
              }));
    }
  }
}
