package io.millrace.write.command;

import io.millrace.schema.catalog.Catalog;
import io.millrace.write.command.CommandResult.Done;
import io.millrace.write.command.CommandResult.Refused;
import io.millrace.write.position.StreamPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Commands, each in one R2DBC transaction of Spring's, which the handlers' repositories join. */
public final class TransactionalCommands implements CommandExecution {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalCommands.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(5);
  private static final Duration LONGEST_BACKOFF = Duration.ofMillis(200);

  private final CommandRegistry registry;
  private final CommandInput input;
  private final DatabaseClient database;
  private final TransactionalOperator transactions;
  private final IdempotencyKeys keys;
  private final IdempotencyExpiry expiry;
  private final Markers markers;
  private final CommandSettings settings;
  private final String limits;

  public TransactionalCommands(
      CommandRegistry registry,
      Catalog catalog,
      DatabaseClient database,
      ReactiveTransactionManager transactionManager,
      Markers markers,
      CommandSettings settings) {
    this.registry = registry;
    this.input = new CommandInput(catalog.definitions());
    this.database = database;
    this.transactions = TransactionalOperator.create(transactionManager);
    this.keys = new IdempotencyKeys(database);
    this.expiry = new IdempotencyExpiry(keys, settings.keepKeys());
    this.markers = markers;
    this.settings = settings;
    this.limits =
        "set local statement_timeout = %d; set local idle_in_transaction_session_timeout = %d"
            .formatted(settings.statementTimeout().toMillis(), settings.timeout().toMillis());
  }

  @Override
  public Mono<CommandOutcome> execute(CommandCall call) {
    // A command that has begun finishes: neither a subscriber that goes nor the timeout cancels it.
    return Mono.deferContextual(
            context -> Mono.fromFuture(() -> carryOut(call).contextWrite(context).toFuture(), true))
        .timeout(settings.timeout())
        .onErrorMap(
            TimeoutException.class,
            late -> new OutcomeUnknownException(call.mutation(), settings.timeout(), late));
  }

  private Mono<CommandOutcome> carryOut(CommandCall call) {
    return Mono.defer(
            () -> {
              var command = prepare(call);
              return attempt(command)
                  .retryWhen(
                      Retry.backoff(settings.attempts() - 1L, FIRST_BACKOFF)
                          .maxBackoff(LONGEST_BACKOFF)
                          .filter(
                              error -> SqlState.isConflict(error) || error instanceof KeyExpired)
                          .onRetryExhaustedThrow((_, signal) -> signal.failure()));
            })
        .flatMap(
            ended ->
                marker(ended.result())
                    .map(marker -> new CommandOutcome(ended.result(), ended.repeated(), marker)));
  }

  private Prepared prepare(CommandCall call) {
    var bound = registry.command(call.mutation());
    var decoded = input.decodeIds(bound.inputClass().getSimpleName(), call.input());
    return new Prepared(
        call,
        bound,
        input.convert(decoded, bound.inputClass()),
        InputDigest.of(call.mutation(), decoded));
  }

  private Mono<Ended> attempt(Prepared command) {
    var committing = new AtomicBoolean();
    return transactions
        .execute(
            transaction ->
                database
                    .sql(limits)
                    .then()
                    .then(
                        command.call().idempotencyKey() == null
                            ? once(command, transaction)
                            : withKey(command))
                    .doOnSuccess(_ -> committing.set(true)))
        .single()
        .onErrorMap(
            error -> committing.get() && SqlState.leavesCommitOpen(error),
            lost -> new OutcomeUnknownException(command.call().mutation(), Duration.ZERO, lost));
  }

  private static Mono<Ended> once(Prepared command, ReactiveTransaction transaction) {
    return command
        .handle()
        .map(
            result -> {
              if (result instanceof Refused) {
                transaction.setRollbackOnly();
              }
              return new Ended(result, false);
            });
  }

  private Mono<Ended> withKey(Prepared command) {
    return keys.take(command.call(), command.digest())
        .flatMap(taken -> taken ? carryOutAndStore(command) : repeat(command))
        .doOnSuccess(_ -> expiry.keyWasUsed());
  }

  private Mono<Ended> carryOutAndStore(Prepared command) {
    return keys.savepoint()
        .then(command.handle())
        .flatMap(result -> undoneIfRefused(result).thenReturn(result))
        .flatMap(result -> keys.store(command.call(), result).thenReturn(new Ended(result, false)));
  }

  private Mono<Void> undoneIfRefused(CommandResult result) {
    return switch (result) {
      case Refused _ -> keys.rollBackToSavepoint();
      case Done _ -> Mono.empty();
    };
  }

  private Mono<Ended> repeat(Prepared command) {
    return keys.stored(command.call(), command.digest())
        .map(result -> new Ended(result, true))
        .switchIfEmpty(Mono.error(KeyExpired::new));
  }

  /**
   * A marker behind what was committed. The command is carried out by now, so an error here costs
   * the caller its token, not its answer.
   */
  private Mono<Optional<StreamPosition>> marker(CommandResult result) {
    return switch (result) {
      case Refused _ -> Mono.just(Optional.empty());
      case Done _ ->
          markers
              .emit()
              .timeout(settings.markerTimeout())
              .map(Optional::of)
              .onErrorResume(
                  error -> {
                    LOG.warn("No marker could be written after a command", error);
                    return Mono.just(Optional.empty());
                  });
    };
  }

  private record Prepared(CommandCall call, BoundCommand bound, Object input, byte[] digest) {

    Mono<CommandResult> handle() {
      return bound.handle(input, call.caller());
    }
  }

  private record Ended(CommandResult result, boolean repeated) {}

  /** The key's row went between the attempt to insert and the look at it. */
  private static final class KeyExpired extends RuntimeException {
    KeyExpired() {
      super("The idempotency key has just expired", null, false, false);
    }
  }
}
