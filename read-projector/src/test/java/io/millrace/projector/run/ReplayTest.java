package io.millrace.projector.run;

import static io.millrace.projector.run.Library.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.write.derivation.DerivedBatch;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is acknowledged goes missing, and nothing is counted twice. */
class ReplayTest {

  private static final Duration NEVER = Duration.ofHours(1);

  private Library library;

  @BeforeEach
  void open() {
    library = Library.open();
  }

  @AfterEach
  void close() throws Exception {
    library.close();
  }

  @Test
  void whatWasWrittenAndNotAcknowledgedIsReplayedWithoutATrace() throws Exception {
    library.start(Library.PROPERTIES, NEVER);
    library.awaitProjected();
    var before = library.ownership.look().orElseThrow().confirmed();
    library.sql("insert into book select n, 'Book ' || n, 'i' || n from generate_series(1, 200) n");
    library.sql("delete from book where id <= 20");
    library.awaitProjected();
    library.stop();
    assertThat(library.ownership.look().orElseThrow().confirmed()).isEqualTo(before);

    library.start(Library.PROPERTIES, NEVER);
    library.awaitProjected();

    assertThat(library.projector().state().documents()).isGreaterThanOrEqualTo(200);
    assertThat(library.liveCount(library.model("Book"))).isEqualTo(180);
    assertThat(library.differences()).isEmpty();
  }

  @Test
  void theSlotMovesOnlyWhenBothStoresHaveTheBatch() throws Exception {
    library.start(Library.PROPERTIES, Duration.ZERO);
    library.awaitProjected();
    library.sql("insert into book values (1, 'Acknowledged')");
    library.awaitProjected();
    var applied = library.searchApplied().wal();
    library.await(
        "the slot follows",
        () -> {
          var confirmed = library.ownership.look().orElseThrow().confirmed();
          return confirmed != null && confirmed.compareTo(applied) >= 0;
        });
  }

  @Test
  void positionsMoveInBothStoresWhenNobodyWrites() {
    library.start();
    library.awaitProjected();
    var lookup = library.lookupApplied().wal();
    var search = library.searchApplied().wal();
    library.await(
        "both move by the projector's own markers",
        () ->
            library.lookupApplied().wal().compareTo(lookup) > 0
                && library.searchApplied().wal().compareTo(search) > 0);
    assertThat(library.projector().lagBytes()).isPresent();
  }

  @Test
  void aLaneThatFailsBetweenBothStoresLosesNothing() throws Exception {
    var fail = new AtomicBoolean();
    library
        .deriving(
            derivation ->
                Between.of(
                    derivation,
                    batch -> {
                      if (fail.compareAndSet(true, false)) {
                        throw new IllegalStateException("as if the process had been killed");
                      }
                      return batch;
                    }))
        .start();
    library.awaitProjected();
    fail.set(true);
    library.sql("insert into book values (7, 'Seven')");
    library.awaitHalt();
    assertThat(library.lookedUp(book(7))).isEmpty();

    library.start();
    library.awaitProjected();
    assertThat(library.differences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyDocumentEqualsItsDerivationAfterRandomWritesAndRestarts(long seed) throws Exception {
    var random = new Random(seed);
    library.knowing(new DatabaseColumns(library.catalog, library.dataSource)).start();
    for (int round = 0; round < 3; round++) {
      for (int write = 0; write < 60; write++) {
        library.sql(randomWrite(random));
      }
      if (round == 1) {
        library.stop();
        library.sql(randomWrite(random));
        library.start();
      }
    }
    library.awaitProjected();
    assertThat(library.differences()).as("seed %d", seed).isEmpty();
  }

  private static String randomWrite(Random random) {
    int book = random.nextInt(40);
    int author = random.nextInt(6);
    int copy = random.nextInt(80);
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          "insert into book values (%1$d, 'Book %1$d', null, %2$d, %1$d.5) on conflict (id) do update"
                  .formatted(book, author)
              + " set author_id = excluded.author_id";
      case 2 -> "delete from book where id = " + book;
      case 3 ->
          "insert into author values (%1$d, 'Author %1$d') on conflict (id) do update set name = '%2$d'"
              .formatted(author, random.nextInt());
      case 4 -> "delete from author where id = " + author;
      case 5 ->
          "insert into copy values (%d, %d, 'room', %d) on conflict (id) do update"
                  .formatted(copy, book, author)
              + " set book_id = excluded.book_id, number = excluded.number";
      case 6 -> "insert into shelf values ('room', %d) on conflict do nothing".formatted(author);
      case 7 -> "update author set notes = '%d' where id = %d".formatted(copy, author);
      default ->
          """
          begin;
          update book set isbn = null where id %% 7 = %1$d %% 7;
          update book set isbn = 'i' || (id + %1$d) where id %% 7 = %1$d %% 7;
          commit
          """
              .formatted(copy);
    };
  }

  /** A derivation whose batches are looked at before they go on. */
  private static final class Between {
    static io.millrace.write.derivation.Derivation of(
        io.millrace.write.derivation.Derivation derivation,
        java.util.function.UnaryOperator<DerivedBatch> look) {
      return (io.millrace.write.derivation.Derivation)
          java.lang.reflect.Proxy.newProxyInstance(
              Between.class.getClassLoader(),
              new Class<?>[] {io.millrace.write.derivation.Derivation.class},
              (proxy, method, arguments) -> {
                var result = method.invoke(derivation, arguments);
                return method.getName().equals("derive")
                    ? ((reactor.core.publisher.Mono<DerivedBatch>) result).map(look)
                    : result;
              });
    }
  }
}
