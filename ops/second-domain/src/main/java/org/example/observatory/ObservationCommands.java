package org.example.observatory;

import io.millrace.schema.key.DocumentKey;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.UUID;
import org.example.observatory.graphql.types.ObservationErrorCode;
import org.example.observatory.graphql.types.ObservationRecordInput;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Handles the commands on observations. */
@CommandHandlers(errorCodes = ObservationErrorCode.class)
public final class ObservationCommands {

  private final DatabaseClient database;

  ObservationCommands(DatabaseClient database) {
    this.database = database;
  }

  /** Records what was seen. */
  public Mono<CommandResult> observationRecord(ObservationRecordInput input) {
    if (input.getTarget().isBlank()) {
      return refused(ObservationErrorCode.TARGET_BLANK, "Name what was seen", "target");
    }
    var id = UUID.randomUUID();
    // The select locks the telescope, so that it can't go before the observation refers to it.
    return database
        .sql(
            """
            insert into observation (id, telescope_id, target, notes, magnitude, observed_at)
            select :id, t.id, :target, :notes, :magnitude, :observedAt
            from telescope t where t.id = :telescopeId for key share""")
        .bind("id", id)
        .bind("telescopeId", input.getTelescopeId().number())
        .bind("target", input.getTarget())
        .bind("notes", Parameters.in(R2dbcType.VARCHAR, input.getNotes()))
        .bind("magnitude", Parameters.in(R2dbcType.NUMERIC, input.getMagnitude()))
        .bind("observedAt", input.getObservedAt())
        .fetch()
        .rowsUpdated()
        .flatMap(
            recorded ->
                recorded == 0
                    ? refused(
                        ObservationErrorCode.TELESCOPE_NOT_FOUND,
                        "There is no such telescope",
                        "telescopeId")
                    : Mono.just(CommandResult.touched(DocumentKey.of("Observation", id))));
  }

  private static Mono<CommandResult> refused(
      ObservationErrorCode code, String message, String field) {
    return Mono.just(CommandResult.refused(RuleViolation.at(code, message, field)));
  }
}
