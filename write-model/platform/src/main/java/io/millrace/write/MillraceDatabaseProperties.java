package io.millrace.write;

import io.millrace.write.command.CommandSettings;
import io.millrace.write.derivation.DerivationSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What runs on Postgres: as whom, and within which bounds. The database itself, the application's
 * own user and the pool are {@code spring.r2dbc.*}.
 *
 * @param derivation derivation of documents
 * @param command commands
 * @param replication following the changes
 */
@ConfigurationProperties("millrace.database")
public record MillraceDatabaseProperties(
    @DefaultValue Derivation derivation,
    @DefaultValue Command command,
    @DefaultValue Replication replication) {

  /**
   * Derivation of documents.
   *
   * @param username who derives documents, for the projector and for the API's own reads of
   *     Postgres: a member of {@code millrace_derive} needs no more; without it the user of {@code
   *     spring.r2dbc.*}
   * @param password that user's password
   * @param keysPerStatement the most keys of one deriving statement; a larger batch is several
   *     statements in one snapshot
   * @param connections how many connections derive one batch, all in its snapshot; the first is
   *     joined by others where the batch is more than one statement
   * @param statementTimeout how long one deriving statement may run; in a process that is an API
   *     alone 5 s, where nothing else is said
   * @param visibilityTimeout how long new snapshots are begun until one sees the transactions that
   *     it must see
   */
  public record Derivation(
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("250") int keysPerStatement,
      @DefaultValue("3") int connections,
      @DefaultValue("30s") Duration statementTimeout,
      @DefaultValue("10s") Duration visibilityTimeout) {}

  /**
   * Commands.
   *
   * @param timeout how long a caller waits before a command's outcome is called unknown
   * @param statementTimeout how long one statement of a command may run, waiting for locks included
   * @param attempts how often a command is tried that Postgres ends for a conflict, the first
   *     included
   * @param markerTimeout how long a marker may take
   * @param keepIdempotencyKeys how long an idempotency key makes a command safe to repeat
   */
  public record Command(
      @DefaultValue("10s") Duration timeout,
      @DefaultValue("5s") Duration statementTimeout,
      @DefaultValue("4") int attempts,
      @DefaultValue("2s") Duration markerTimeout,
      @DefaultValue("24h") Duration keepIdempotencyKeys) {}

  /**
   * Following the changes, and the projector's own tables.
   *
   * @param username who follows the changes: a member of {@code millrace_replication} with the
   *     attribute REPLICATION; without it the user of {@code spring.r2dbc.*}
   * @param password that user's password
   */
  public record Replication(@Nullable String username, @Nullable String password) {}

  DerivationSettings derivationSettings() {
    return new DerivationSettings(
        derivation.keysPerStatement(),
        derivation.connections(),
        derivation.statementTimeout(),
        derivation.visibilityTimeout());
  }

  CommandSettings commandSettings() {
    return new CommandSettings(
        command.timeout(),
        command.statementTimeout(),
        command.attempts(),
        command.markerTimeout(),
        command.keepIdempotencyKeys());
  }
}
