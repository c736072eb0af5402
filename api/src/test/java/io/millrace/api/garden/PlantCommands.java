package io.millrace.api.garden;

import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Commands on plants. */
@CommandHandlers(errorCodes = PlantCommands.PlantErrorCode.class)
public class PlantCommands {

  enum PlantErrorCode {
    NAME_BLANK
  }

  private final DatabaseClient database;

  PlantCommands(DatabaseClient database) {
    this.database = database;
  }

  /** Gives a plant another name; {@code @me} names it after its caller. */
  public Mono<CommandResult> plantRename(PlantRenameInput input, Caller caller) {
    if (input.name().isBlank()) {
      return Mono.just(
          CommandResult.refused(
              RuleViolation.at(PlantErrorCode.NAME_BLANK, "A plant needs a name", "name")));
    }
    return database
        .sql("update plant set name = :name where id = :id")
        .bind("name", input.name().equals("@me") ? caller.subject().orElse("nobody") : input.name())
        .bind("id", input.id().number())
        .fetch()
        .rowsUpdated()
        .thenReturn(CommandResult.touched(input.id()));
  }

  /** Removes a plant. */
  public Mono<CommandResult> plantRemove(PlantRemoveInput input) {
    return database
        .sql("delete from plant where id = :id")
        .bind("id", input.id().number())
        .fetch()
        .rowsUpdated()
        .thenReturn(CommandResult.deleted(input.id()));
  }
}
