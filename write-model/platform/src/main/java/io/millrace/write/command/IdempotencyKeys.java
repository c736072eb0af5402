package io.millrace.write.command;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The idempotency keys in Postgres. Everything here runs in the command's own transaction: taking
 * the key inserts its row, so that a concurrent repetition waits at the primary key until the
 * command has ended. A command that fails takes its row with it; one that is refused is undone to a
 * savepoint after the row. (A second transaction for the refusal would let go of the key in
 * between, and a repetition could then be carried out while the first caller is told that it was
 * refused.)
 */
final class IdempotencyKeys {

  private final DatabaseClient database;

  IdempotencyKeys(DatabaseClient database) {
    this.database = database;
  }

  /** Takes the call's key; false where a committed command has it. */
  Mono<Boolean> take(CommandCall call, byte[] inputDigest) {
    return bindKey(
            database
                .sql(
                    """
                    insert into millrace.idempotency
                      (subject, key, position, mutation, input_digest)
                    values (:subject, :key, :position, :mutation, :digest)
                    on conflict do nothing""")
                .bind("mutation", call.mutation())
                .bind("digest", inputDigest),
            call)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /**
   * The stored result; empty where the key has just expired.
   *
   * @throws IdempotencyKeyReusedException signalled where the key was used with another input
   */
  Mono<CommandResult> stored(CommandCall call, byte[] inputDigest) {
    return bindKey(
            database.sql(
                """
                select input_digest, result::text as result from millrace.idempotency
                where subject = :subject and key = :key and position = :position"""),
            call)
        .map(
            row -> {
              if (!Arrays.equals(row.get("input_digest", byte[].class), inputDigest)) {
                throw new IdempotencyKeyReusedException(
                    Objects.requireNonNull(call.idempotencyKey()));
              }
              return CommandResultJson.read(
                  Objects.requireNonNull(row.get("result", String.class)));
            })
        .one();
  }

  Mono<Void> savepoint() {
    return database.sql("savepoint command").then();
  }

  Mono<Void> rollBackToSavepoint() {
    return database.sql("rollback to savepoint command").then();
  }

  Mono<Void> store(CommandCall call, CommandResult result) {
    return bindKey(
            database
                .sql(
                    """
                    update millrace.idempotency set result = cast(:result as jsonb)
                    where subject = :subject and key = :key and position = :position""")
                .bind("result", CommandResultJson.write(result)),
            call)
        .then();
  }

  /** Forgets keys older than {@code age}, and says how many. */
  Mono<Long> expire(Duration age) {
    return database
        .sql(
            """
            delete from millrace.idempotency
            where created_at < now() - make_interval(secs => :seconds)""")
        .bind("seconds", (double) age.toSeconds())
        .fetch()
        .rowsUpdated();
  }

  private static DatabaseClient.GenericExecuteSpec bindKey(
      DatabaseClient.GenericExecuteSpec statement, CommandCall call) {
    return statement
        .bind("subject", call.subject())
        .bind("key", Optional.ofNullable(call.idempotencyKey()).orElseThrow())
        .bind("position", call.position());
  }
}
