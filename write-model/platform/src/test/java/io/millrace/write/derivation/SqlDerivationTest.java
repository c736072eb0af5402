package io.millrace.write.derivation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.document.DocumentVersion;
import io.millrace.schema.key.DocumentKey;
import io.millrace.write.Library;
import io.millrace.write.position.SourcePartition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class SqlDerivationTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final ReadModel BOOK = Library.model("Book");
  private static final ReadModel HOLDING = Library.model("Holding");
  private static final DocumentKey ONE = DocumentKey.of("Book", 1);

  private static Library library;

  @BeforeAll
  static void open() {
    library = Library.open();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static SqlDerivation derivation(DerivationSettings settings) {
    return new SqlDerivation(
        library.pool(), SourcePartition.MAIN, settings, InstantSource.system());
  }

  private static SqlDerivation derivation() {
    return derivation(DerivationSettings.DEFAULT);
  }

  @Test
  void documentsAreCanonicalAndWhatHasNoRowIsAbsent() {
    var missing = DocumentKey.of("Book", 99);
    var batch = derivation().derive(Map.of(BOOK, List.of(ONE, missing, ONE))).as(Library::await);

    assertThat(batch.version().epoch()).isEqualTo(1);
    var books = batch.of("Book");
    assertThat(books.absent()).containsExactly(missing);
    assertThat(books.failed()).isEmpty();
    assertThat(books.present()).containsOnlyKeys(ONE);
    assertThat(new String(Objects.requireNonNull(books.present().get(ONE)), UTF_8))
        .contains(
            "\"isbn\":\"i1\"",
            "\"authorName\":\"Ada\"",
            "\"price\":\"12.5\"",
            "\"printedAt\":\"2026-01-02T01:04:05.678Z\"");
  }

  @Test
  void keysThatNoRowCanHaveAreAbsentAndSpoilNothing() {
    var made =
        List.of("x", "007", "9".repeat(30), "1~2", "").stream()
            .map(text -> new DocumentKey("Book", text))
            .toList();
    var keys = new ArrayList<>(made);
    keys.add(ONE);
    keys.add(new DocumentKey("Book", "01"));
    var holdings = List.of(new DocumentKey("Holding", "no\0rth~1"));

    var batch = derivation().derive(Map.of(BOOK, keys, HOLDING, holdings)).as(Library::await);

    assertThat(batch.of("Book").present()).containsOnlyKeys(ONE);
    assertThat(batch.of("Book").absent()).containsAll(made);
    assertThat(batch.of("Holding").absent()).containsAll(holdings);
  }

  @Test
  void compositeKeysAreBoundColumnByColumn() {
    var keys =
        List.of(DocumentKey.of("Holding", "north", 2), DocumentKey.of("Holding", "so~th", 1));

    var batch = derivation().derive(Map.of(HOLDING, keys)).as(Library::await);

    assertThat(batch.of("Holding").present()).containsOnlyKeys(keys.get(0), keys.get(1));
  }

  @Test
  void aLargeBatchIsSeveralStatementsInOneSnapshot() throws Exception {
    library.execute(
        """
        insert into author values (700, 'Many') on conflict do nothing;
        insert into book (isbn, title, author_id, printed_at)
          select 'm' || i, 'Many', 700, now() from generate_series(1, 500) i""");
    try {
      var small = derivation(new DerivationSettings(7, 3, BOUND, BOUND));
      var keys = small.nextKeys(BOOK, Optional.empty(), 1_000).as(Library::await);

      assertThat(small.derive(Map.of(BOOK, keys)).as(Library::await).of("Book").present())
          .hasSameSizeAs(keys);
      assertThat(Library.await(small.count(BOOK))).isEqualTo(keys.size());
    } finally {
      library.execute("delete from book where author_id = 700");
    }
  }

  @Test
  void aHigherVersionHasSeenAsMuchAndAnEqualOneTheSame() throws Exception {
    var derivation = derivation();
    record Seen(DocumentVersion version, List<Integer> counters) {}
    library.execute(
        """
        insert into author select 800 + i, '0' from generate_series(1, 4) i;
        insert into book (isbn, title, author_id) select 'v' || i, '', 800 + i
          from generate_series(1, 4) i""");
    var keys =
        derivation
            .findByUnique(
                BOOK,
                BOOK.uniqueKey("isbn").orElseThrow(),
                List.of(List.of("v1"), List.of("v2"), List.of("v3"), List.of("v4")))
            .as(Library::await)
            .stream()
            .sorted(Comparator.comparingLong(DocumentKey::number))
            .toList();
    var seen = new ArrayList<Seen>();
    try (var writers = Executors.newFixedThreadPool(4)) {
      var go = new CountDownLatch(1);
      for (int writer = 1; writer <= 4; writer++) {
        int author = 800 + writer;
        writers.submit(
            () -> {
              go.await();
              try (var connection = library.database().connect();
                  var update =
                      connection.prepareStatement(
                          "update author set name = (name::int + 1)::text where id = ?")) {
                connection.setAutoCommit(false);
                for (int i = 0; i < 150; i++) {
                  update.setInt(1, author);
                  update.executeUpdate();
                  if (i % 5 == 0) {
                    connection.rollback();
                  } else {
                    connection.commit();
                  }
                }
              }
              return null;
            });
      }
      go.countDown();
      Flux.range(0, 400)
          .flatMap(_ -> derivation.derive(Map.of(BOOK, keys)), 4)
          .map(
              batch ->
                  new Seen(
                      batch.version(),
                      keys.stream()
                          .map(
                              key ->
                                  counter(
                                      Objects.requireNonNull(batch.of("Book").present().get(key))))
                          .toList()))
          .doOnNext(
              one -> {
                synchronized (seen) {
                  seen.add(one);
                }
              })
          .blockLast(Duration.ofSeconds(60));
    }
    seen.sort(Comparator.comparing(Seen::version));
    for (int i = 1; i < seen.size(); i++) {
      var earlier = seen.get(i - 1);
      var later = seen.get(i);
      if (earlier.version().equals(later.version())) {
        assertThat(later.counters()).isEqualTo(earlier.counters());
      }
      for (int k = 0; k < 4; k++) {
        assertThat(later.counters().get(k)).isGreaterThanOrEqualTo(earlier.counters().get(k));
      }
    }
    assertThat(seen.stream().map(Seen::version).distinct().count()).isGreaterThan(10);
  }

  private static int counter(byte[] document) {
    var text = new String(document, UTF_8);
    var before = "\"authorName\":\"";
    int from = text.indexOf(before) + before.length();
    return Integer.parseInt(text.substring(from, text.indexOf('"', from)));
  }

  @Test
  void aSnapshotThatDoesNotSeeATransactionIsGivenUpUntilOneDoes() throws Exception {
    var derivation = derivation();
    try (var writer = library.database().connect()) {
      writer.setAutoCommit(false);
      long xid;
      try (var statement = writer.createStatement()) {
        statement.execute("insert into author values (900, 'Late')");
        try (var rows = statement.executeQuery("select pg_current_xact_id()::xid::text")) {
          rows.next();
          xid = Long.parseLong(rows.getString(1));
        }
      }
      var key = DocumentKey.of("Author", 900);
      var waiting =
          derivation.derive(Map.of(Library.model("Author"), List.of(key)), Set.of(xid)).toFuture();
      long until = System.nanoTime() + BOUND.toNanos();
      while (derivation.visibilityRetries() < 2 && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertThat(derivation.visibilityRetries()).isGreaterThanOrEqualTo(2);
      assertThat(waiting).isNotDone();

      writer.commit();

      assertThat(waiting.get(20, TimeUnit.SECONDS).of("Author").present()).containsOnlyKeys(key);
    }
  }

  @Test
  void aTransactionThatStaysInvisibleEndsTheDerivation() throws SQLException {
    var impatient = derivation(new DerivationSettings(10, 1, BOUND, Duration.ofMillis(50)));
    long future = Long.parseLong(library.query("select pg_current_xact_id()::xid::text")) + 1_000;

    assertThatThrownBy(
            () -> impatient.derive(Map.of(BOOK, List.of(ONE)), Set.of(future)).as(Library::await))
        .isInstanceOf(TransactionsNotVisibleException.class)
        .hasMessageContaining(Long.toString(future));
  }

  @Test
  void routesGiveTheirKeysWithOrWithoutAQuery() {
    var byId = BOOK.routes().get(0);
    var byAuthor = BOOK.routes().get(1);
    var row = Arrays.asList((Object) null);

    var keys =
        derivation()
            .route(
                List.of(
                    new RouteValues(BOOK, byId, List.of(List.of(77L), row)),
                    new RouteValues(BOOK, byAuthor, List.of(List.of("1"), List.of(1), row)),
                    new RouteValues(
                        HOLDING, HOLDING.routes().getFirst(), List.of(List.of("n~", 5)))),
                Set.of())
            .as(Library::await);

    assertThat(keys.get(BOOK))
        .containsExactlyInAnyOrder(ONE, DocumentKey.of("Book", 2), DocumentKey.of("Book", 77));
    assertThat(keys.get(HOLDING)).containsExactly(new DocumentKey("Holding", "n%7E~5"));
  }

  @Test
  void aUniqueKeyFindsItsDocuments() {
    var isbn = BOOK.uniqueKey("isbn").orElseThrow();

    assertThat(
            Library.await(
                derivation().findByUnique(BOOK, isbn, List.of(List.of("i1"), List.of("none")))))
        .containsExactly(ONE);
  }

  @Test
  void theRootTableIsWalkedInTheOrderOfItsKey() {
    var derivation = derivation();
    var walked = new ArrayList<DocumentKey>();
    Optional<DocumentKey> after = Optional.empty();
    List<DocumentKey> chunk;
    do {
      chunk = derivation.nextKeys(HOLDING, after, 2).as(Library::await);
      walked.addAll(chunk);
      after = walked.isEmpty() ? Optional.empty() : Optional.of(walked.getLast());
    } while (chunk.size() == 2);

    assertThat(walked)
        .containsExactly(
            DocumentKey.of("Holding", "north", 1),
            DocumentKey.of("Holding", "north", 2),
            DocumentKey.of("Holding", "so~th", 1));
    assertThat(Library.await(derivation.count(HOLDING))).isEqualTo(3);
  }

  @Test
  void manyDerivationsLeaveNoTransactionOpen() {
    var derivation = derivation();
    IntStream.range(0, 20)
        .forEach(_ -> derivation.derive(Map.of(BOOK, List.of(ONE))).as(Library::await));

    assertThat(
            library.query(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and state like 'idle in transaction%'"))
        .isEqualTo("0");
  }
}
