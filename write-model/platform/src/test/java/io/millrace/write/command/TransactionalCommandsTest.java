package io.millrace.write.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import io.millrace.write.Library;
import io.millrace.write.command.CommandResult.Done;
import io.millrace.write.command.CommandResult.Refused;
import io.millrace.write.position.SourcePartition;
import io.millrace.write.position.WalPosition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class TransactionalCommandsTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final DocumentKey ADA = DocumentKey.of("Author", 1);

  private final Library library = Library.open();
  private final DatabaseClient database = DatabaseClient.create(library.pool());
  private final BookCommands handlers = new BookCommands(database);
  private TransactionalCommands commands = commands(CommandSettings.DEFAULT);

  private TransactionalCommands commands(CommandSettings settings) {
    return new TransactionalCommands(
        CommandRegistry.bind(Library.catalog(), List.of(handlers)),
        Library.catalog(),
        database,
        new R2dbcTransactionManager(library.pool()),
        new WalMarkers(library.pool(), SourcePartition.MAIN, BOUND),
        settings);
  }

  @BeforeEach
  void begin() {
    handlers.calls.set(0);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private static CommandCall add(String isbn, String title, @Nullable String key) {
    return new CommandCall(
        "bookAdd", Map.of("isbn", isbn, "title", title, "authorId", ADA), "me", key, 0);
  }

  private CommandOutcome run(CommandCall call) {
    return Library.await(commands.execute(call));
  }

  private String books(String isbn) {
    return library.query("select count(*) from book where isbn = '" + isbn + "'");
  }

  private String storedKeys() {
    return library.query("select count(*) from millrace.idempotency");
  }

  @Test
  void theHandlerGetsItsInputClassWithExactValues() {
    var input = new HashMap<String, Object>();
    input.put("isbn", "a");
    input.put("title", "A");
    input.put("authorId", GlobalId.encode(ADA));
    input.put("price", new BigDecimal("0.0010"));
    input.put("printedAt", OffsetDateTime.parse("2026-01-01T00:30:00+02:00"));

    var outcome = run(new CommandCall("bookAdd", input, "me", null, 0));

    assertThat(outcome.result()).isInstanceOf(Done.class);
    assertThat(library.query("select price from book where isbn = 'a'")).isEqualTo("0.0010");
    assertThat(library.query("select printed_at at time zone 'utc' from book where isbn = 'a'"))
        .isEqualTo("2025-12-31 22:30:00");
  }

  @Test
  void aWrongIdIsReportedWithItsPath() {
    for (Object wrong : List.of("rubbish", DocumentKey.of("Book", 1))) {
      var input = Map.of("isbn", "a", "title", "A", "authorId", wrong);

      assertThatThrownBy(() -> run(new CommandCall("bookAdd", input, "me", null, 0)))
          .isInstanceOfSatisfying(
              InvalidInputException.class,
              invalid -> assertThat(invalid.field()).containsExactly("authorId"));
    }
    assertThat(handlers.calls).hasValue(0);
  }

  @Test
  void aTextThatPostgresCannotStoreIsReportedWithItsPath() {
    assertThatThrownBy(() -> run(add("n", "A\0B", null)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            invalid -> assertThat(invalid.field()).containsExactly("title"));
    assertThat(handlers.calls).hasValue(0);
  }

  @Test
  void aRefusedCommandLeavesNothingBehind() {
    assertThat(run(add("r", "!refuse", null)).result())
        .isEqualTo(
            CommandResult.refused(
                new RuleViolation("ISBN_TAKEN", "refused late", List.of("input", "isbn"))));
    assertThat(books("r")).isEqualTo("0");
    assertThat(run(add("i1", "Taken", null)).result()).isInstanceOf(Refused.class);
  }

  @Test
  void aCodeThatThePayloadCannotShowIsAFaultAndLeavesNothingBehind() {
    assertThatThrownBy(() -> run(add("x", "!unknown", "k")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "BookCommands.bookAdd refused with the code BOOK_BURNT, which the mutation's payload"
                + " can't show: it has [ISBN_TAKEN]");
    assertThat(books("x")).isEqualTo("0");
    assertThat(storedKeys()).isEqualTo("0");
  }

  @Test
  void aCommandThatLostAgainstAnotherIsTriedAgain() {
    assertThat(run(add("c", "!conflict", "k")).result()).isInstanceOf(Done.class);
    assertThat(handlers.calls).hasValue(3);
    assertThat(books("c")).isEqualTo("1");
  }

  @Test
  void theMarkerLiesBehindTheCommit() {
    var before = WalPosition.parse(library.query("select pg_current_wal_insert_lsn()"));
    var marker = run(add("m", "M", null)).marker().orElseThrow();

    assertThat(marker.wal()).isGreaterThan(before);
    assertThat(marker.stream()).isEqualTo(SourcePartition.MAIN);
    assertThat(marker.timeline()).isEqualTo(1);
    assertThat(marker.systemIdentifier())
        .isEqualTo(library.query("select system_identifier from pg_control_system()"));
    assertThat(library.query("select '%s' <= pg_current_wal_flush_lsn()".formatted(marker.wal())))
        .isEqualTo("t");
  }

  @Test
  void aLateOutcomeIsUnknownAndTheCommandFinishes() throws Exception {
    commands =
        commands(
            new CommandSettings(
                Duration.ofSeconds(2), Duration.ofSeconds(5), 1, Duration.ofSeconds(2), BOUND));
    var gate = Sinks.<Void>empty();
    handlers.beforeTheEnd =
        database
            .sql("set local idle_in_transaction_session_timeout = 0")
            .then()
            .then(gate.asMono());

    assertThatThrownBy(() -> run(add("l", "L", "k"))).isInstanceOf(OutcomeUnknownException.class);

    handlers.beforeTheEnd = Mono.empty();
    commands = commands(CommandSettings.DEFAULT);
    var repeated = commands.execute(add("l", "L", "k")).toFuture();
    awaitBlocked();
    gate.tryEmitEmpty();
    assertThat(repeated.get(20, TimeUnit.SECONDS).repeated()).isTrue();
    assertThat(books("l")).isEqualTo("1");
  }

  /** Waits until a statement waits for another transaction. */
  private void awaitBlocked() {
    long until = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < until) {
      if (!library
          .query(
              "select count(*) from pg_stat_activity where datname = current_database()"
                  + " and wait_event_type = 'Lock'")
          .equals("0")) {
        return;
      }
    }
    throw new AssertionError("Nothing waits for a lock");
  }

  @Nested
  class WithAnIdempotencyKey {

    @Test
    void aRepetitionGetsTheSameResultAndAMarkerOfItsOwn() {
      var first = run(add("s", "S", "k"));
      var second = run(add("s", "S", "k"));

      assertThat(second.result()).isEqualTo(first.result());
      assertThat(first.repeated()).isFalse();
      assertThat(second.repeated()).isTrue();
      assertThat(second.marker().orElseThrow().wal())
          .isGreaterThan(first.marker().orElseThrow().wal());
      assertThat(handlers.calls).hasValue(1);
    }

    @Test
    void aRefusalIsKeptThoughTheCommandIsUndone() {
      var first = run(add("u", "!refuse", "k"));
      var second = run(add("u", "!refuse", "k"));

      assertThat(second.result()).isEqualTo(first.result());
      assertThat(second.repeated()).isTrue();
      assertThat(second.marker()).isEmpty();
      assertThat(books("u")).isEqualTo("0");
      assertThat(run(add("i1", "Taken", "k2")).result()).isInstanceOf(Refused.class);
      assertThat(run(add("i1", "Taken", "k2")).repeated()).isTrue();
    }

    @Test
    void aFaultIsNotKept() {
      assertThatThrownBy(() -> run(add("f", "!fault", "k")))
          .isInstanceOf(IllegalStateException.class);
      assertThat(storedKeys()).isEqualTo("0");
      assertThat(books("f")).isEqualTo("0");
    }

    @Test
    void anotherInputOrMutationWithTheSameKeyIsAnError() {
      run(add("o", "O", "k"));

      assertThatThrownBy(() -> run(add("o", "Other", "k")))
          .isInstanceOf(IdempotencyKeyReusedException.class)
          .hasMessageContaining("'k'");
      assertThatThrownBy(
              () ->
                  run(
                      new CommandCall(
                          "bookRemove", Map.of("id", DocumentKey.of("Book", 1)), "me", "k", 0)))
          .isInstanceOf(IdempotencyKeyReusedException.class);
    }

    @Test
    void keysBelongToASubjectAndCountByPosition() {
      run(add("p0", "P", "k"));
      var p1 = add("p1", "P", "k");
      run(new CommandCall("bookAdd", p1.input(), "me", "k", 1));
      var p2 = add("p2", "P", "k");
      run(new CommandCall("bookAdd", p2.input(), "you", "k", 0));

      assertThat(handlers.calls).hasValue(3);
      assertThat(storedKeys()).isEqualTo("3");
    }

    @Test
    void aConcurrentRepetitionWaitsForTheFirst() throws Exception {
      var gate = Sinks.<Void>empty();
      handlers.beforeTheEnd = gate.asMono();
      var first = commands.execute(add("w", "W", "k")).toFuture();
      awaitCalls(1);
      var second = commands.execute(add("w", "W", "k")).toFuture();
      awaitBlocked();
      assertThat(second).isNotDone();

      gate.tryEmitEmpty();

      assertThat(second.get(20, TimeUnit.SECONDS).result())
          .isEqualTo(first.get(20, TimeUnit.SECONDS).result());
      assertThat(second.get().repeated()).isTrue();
      assertThat(handlers.calls).hasValue(1);
    }

    @Test
    void aConcurrentRepetitionOfAFaultIsCarriedOut() throws Exception {
      var gate = Sinks.<Void>empty();
      handlers.beforeTheEnd = gate.asMono();
      var first = commands.execute(add("g", "!fault", "k")).toFuture();
      awaitCalls(1);
      var second = commands.execute(add("g", "G", "k")).toFuture();
      awaitBlocked();

      gate.tryEmitEmpty();

      assertThat(second.get(20, TimeUnit.SECONDS).result()).isInstanceOf(Done.class);
      assertThat(first).isCompletedExceptionally();
      assertThat(handlers.calls).hasValue(2);
    }

    @Test
    void anOldKeyIsForgotten() {
      run(add("e", "E", "k"));
      library.execute("update millrace.idempotency set created_at = now() - interval '2 days'");

      // One that has not looked for old keys within the hour.
      commands = commands(CommandSettings.DEFAULT);
      run(add("e2", "E", "k2"));

      long until = System.nanoTime() + BOUND.toNanos();
      while (!storedKeys().equals("1") && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertThat(storedKeys()).isEqualTo("1");
    }

    private void awaitCalls(int calls) {
      long until = System.nanoTime() + BOUND.toNanos();
      while (handlers.calls.get() < calls && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertThat(handlers.calls).hasValue(calls);
    }
  }
}
